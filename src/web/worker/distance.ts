// How far and in which direction: worked out on this phone; the position never leaves it.

export interface Spot {
  readonly longitude: number;
  readonly latitude: number;
}

const EARTH_METRES = 6_371_000;
const rad = (degrees: number) => (degrees * Math.PI) / 180;

export function metresBetween(from: Spot, to: Spot): number {
  const [north, east] = [rad(to.latitude - from.latitude), rad(to.longitude - from.longitude)];
  const half =
    Math.sin(north / 2) ** 2 + Math.cos(rad(from.latitude)) * Math.cos(rad(to.latitude)) * Math.sin(east / 2) ** 2;
  return 2 * EARTH_METRES * Math.asin(Math.sqrt(half));
}

/** To ten metres below a kilometre: nobody walks by single metres. */
export function roundedMetres(metres: number): number {
  return metres < 1000 ? Math.max(10, Math.round(metres / 10) * 10) : Math.round(metres / 100) * 100;
}

/** 0 north, 1 north-east, … 7 north-west. */
export function directionOf(from: Spot, to: Spot): number {
  const east = (to.longitude - from.longitude) * Math.cos(rad(from.latitude));
  const degrees = (Math.atan2(east, to.latitude - from.latitude) * 180) / Math.PI;
  return Math.round(((degrees + 360) % 360) / 45) % 8;
}

/** Each next one is the nearest to the one before: how a sensible person would walk. What lies nowhere comes last. */
export function byRoute<T>(things: readonly T[], spotOf: (thing: T) => Spot | undefined, start: Spot): T[] {
  const left = things.filter((thing) => spotOf(thing) !== undefined);
  const nowhere = things.filter((thing) => spotOf(thing) === undefined);
  const walked: T[] = [];
  let here = start;
  while (left.length > 0) {
    const far = (thing: T) => metresBetween(here, spotOf(thing) ?? here);
    const next = left.reduce((best, thing) => (far(thing) < far(best) ? thing : best));
    walked.push(next);
    left.splice(left.indexOf(next), 1);
    here = spotOf(next) ?? here;
  }
  return [...walked, ...nowhere];
}

/** Only where the browser can say: over plain HTTP it cannot, and then nothing about distance is shown. */
export function canTellPosition(): boolean {
  return 'geolocation' in navigator && window.isSecureContext;
}

export function askPosition(): Promise<Spot | undefined> {
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ longitude: coords.longitude, latitude: coords.latitude }),
      () => resolve(undefined),
      { enableHighAccuracy: false, timeout: 8000, maximumAge: 60_000 },
    );
  });
}
