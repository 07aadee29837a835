// A matter as a pin on the map: its one state, and the cells that many are counted in.

/** Said in this order: an urgent matter that is late is urgent first. */
export const PIN_STATES = ['urgent', 'overdue', 'inHand'] as const;
export type PinState = (typeof PIN_STATES)[number];

/** More than this in sight is told as how many in each cell. */
export const MOST_PINS = 2_000;

export function pinState({ isUrgent, dueAt }: { isUrgent: boolean; dueAt: string | null }, now: string): PinState {
  if (isUrgent) return 'urgent';
  return dueAt !== null && dueAt < now ? 'overdue' : 'inHand';
}

const CELL_PIXELS = 64;
const TILE_PIXELS = 256;

/** How wide and high a cell is at this zoom, in degrees: about square on the screen at that latitude. */
export function cellAt(zoom: number, latitude: number): { width: number; height: number } {
  const width = (360 / (TILE_PIXELS * 2 ** zoom)) * CELL_PIXELS;
  return { width, height: width * Math.cos((latitude * Math.PI) / 180) };
}
