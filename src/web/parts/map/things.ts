// What a map can show and what can be chosen on it, in degrees of CGCS2000.

export interface MapShape {
  readonly id: string;
  readonly kind: 'street' | 'community' | 'general' | 'micro' | 'dedicated';
  readonly name: string;
  readonly isOwn: boolean;
  /** Rings as encoded polylines, see shared/rings.ts. */
  readonly shape: string;
  /** The area it lies in, for one label while its own name does not fit. */
  readonly groupId?: string | null;
  readonly groupName?: string | null;
  /** Against another day: it was not there, or is no more. */
  readonly change?: 'new' | 'gone';
}

export interface MapLine {
  readonly id: string;
  readonly kind: 'street' | 'river' | 'railway';
  readonly name: string;
  readonly shape: string;
}

export interface MapPoint {
  readonly longitude: number;
  readonly latitude: number;
}

/** A building, or a place or duty desk with one letter that says what it is. */
export interface MapSpot extends MapPoint {
  readonly what: 'building' | 'place' | 'duty';
  readonly id: string;
  readonly name: string;
  readonly letter?: string;
  /** Of a building, for one label at a distance. */
  readonly groupId?: string | null;
  readonly groupName?: string | null;
}

export type PinState = 'urgent' | 'overdue' | 'inHand';
export const PIN_STATES: readonly PinState[] = ['urgent', 'overdue', 'inHand'];

export interface MapPin extends MapPoint {
  readonly id: string;
  readonly state: PinState;
}

/** Many matters counted together by the server. */
export interface MapCell extends MapPoint {
  readonly count: number;
  readonly urgent: number;
  readonly overdue: number;
}

export type Chosen =
  | { readonly what: 'shape' | 'building' | 'place' | 'duty' | 'case'; readonly id: string }
  | { readonly what: 'cases'; readonly ids: readonly string[] };

export interface MapBox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export interface MapStand extends MapPoint {
  readonly zoom: number;
  readonly box: MapBox;
}

export interface BaseMap {
  readonly layers: number;
  readonly grid: 'w' | 'c';
  readonly credit: string | null;
}

/** The letters on pins; the same in every language, as on a sign. */
export const PIN_LETTERS: Readonly<Record<PinState, string>> = { urgent: '急', overdue: '超', inHand: '办' };

export interface PinGroup extends MapPoint {
  readonly ids: readonly string[];
  readonly count: number;
  /** The worst of them. */
  readonly state: PinState;
}

const GROUP_PIXELS = 38;
const JOINED_WITHIN = 0.75;

/** Pins that would cover each other on the screen, as one. @param unit degrees of longitude in a pixel */
export function groupPins(pins: readonly MapPin[], unit: number): PinGroup[] {
  const cell = unit * GROUP_PIXELS;
  const groups = new Map<string, MapPin[]>();
  for (const pin of pins) {
    const key = `${Math.floor(pin.longitude / cell)} ${Math.floor(pin.latitude / cell)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [pin]);
    else group.push(pin);
  }
  return joined([...groups.values()].map(groupOf), cell);
}

function groupOf(group: readonly MapPin[]): PinGroup {
  return {
    ids: group.map(({ id }) => id),
    count: group.length,
    state: PIN_STATES.find((state) => group.some((pin) => pin.state === state)) ?? 'inHand',
    longitude: group.reduce((sum, { longitude }) => sum + longitude, 0) / group.length,
    latitude: group.reduce((sum, { latitude }) => sum + latitude, 0) / group.length,
  };
}

/** Squares have edges: what came to lie close together on both sides of one is put together after all, the larger first. */
function joined(groups: readonly PinGroup[], cell: number): PinGroup[] {
  const kept: PinGroup[] = [];
  for (const group of [...groups].sort((one, other) => other.count - one.count)) {
    const at = kept.findIndex(
      ({ longitude, latitude }) =>
        Math.hypot(longitude - group.longitude, latitude - group.latitude) < cell * JOINED_WITHIN,
    );
    const near = kept[at];
    if (near === undefined) kept.push(group);
    else kept[at] = both(near, group);
  }
  return kept;
}

function both(one: PinGroup, other: PinGroup): PinGroup {
  const count = one.count + other.count;
  const between = (name: 'longitude' | 'latitude') => (one[name] * one.count + other[name] * other.count) / count;
  return {
    ids: [...one.ids, ...other.ids],
    count,
    state: PIN_STATES.find((state) => state === one.state || state === other.state) ?? 'inHand',
    longitude: between('longitude'),
    latitude: between('latitude'),
  };
}

export function groupOfCell({ longitude, latitude, count, urgent, overdue }: MapCell): PinGroup {
  const late: PinState = overdue > 0 ? 'overdue' : 'inHand';
  return { ids: [], count, state: urgent > 0 ? 'urgent' : late, longitude, latitude };
}

/** One label in the middle of the buildings of each compound. */
export function groupsOf(spots: readonly MapSpot[]): MapSpot[] {
  const groups = new Map<string, MapSpot[]>();
  for (const spot of spots) {
    if (spot.what !== 'building' || spot.groupId == null || spot.groupName == null) continue;
    const group = groups.get(spot.groupId);
    if (group === undefined) groups.set(spot.groupId, [spot]);
    else group.push(spot);
  }
  return [...groups].map(([id, members]) => ({
    what: 'building',
    id,
    name: members[0]!.groupName ?? '',
    longitude: members.reduce((sum, { longitude }) => sum + longitude, 0) / members.length,
    latitude: members.reduce((sum, { latitude }) => sum + latitude, 0) / members.length,
  }));
}
