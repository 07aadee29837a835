// How much larger pins and names are drawn on the wall than on a desk: it is read from metres away.

/** A canvas of this size is drawn one and a half times as large as a desk's map. */
const CANVAS = { width: 1920, height: 1080, scale: 1.5 } as const;
/** Narrower is no wall. */
const LEAST_WIDTH = 1_100;

export function mapScale({ innerWidth, innerHeight }: { innerWidth: number; innerHeight: number }): number {
  if (innerWidth < LEAST_WIDTH) return 1;
  return Math.max(1, Math.min(innerWidth / CANVAS.width, innerHeight / CANVAS.height) * CANVAS.scale);
}
