// The address that opens the phone's own map program with a pin at a point.

export interface Point {
  readonly longitude: number;
  readonly latitude: number;
}

/** An iPhone knows no `geo:`; other phones ask which of their maps. Where there is none it opens nothing: the words stand beside it. */
export function mapAddress({ longitude, latitude }: Point, label: string, agent = navigator.userAgent): string {
  const at = `${latitude},${longitude}`;
  // What stands in brackets is the pin's own name: brackets of the place would end it.
  const name = encodeURIComponent(label.replaceAll(/[()（）]/g, ' ').trim());
  if (/iPhone|iPad|iPod/.test(agent)) return `https://maps.apple.com/?ll=${at}&q=${name}`;
  return `geo:${at}?q=${at}(${name})`;
}
