// What the example under the question is about, by the kind of place the code hangs at.

const EXAMPLES = [
  'entranceHall',
  'building',
  'market',
  'shopfront',
  'riverside',
  'carPark',
  'school',
  'wasteStation',
  'square',
] as const;
type Example = (typeof EXAMPLES)[number] | 'other';

export function exampleFor(kind: string): `example.${Example}` {
  const known = EXAMPLES.find((each) => each === kind);
  // A gate and an entrance hall are where people live.
  return `example.${kind === 'gate' ? 'entranceHall' : (known ?? 'other')}`;
}
