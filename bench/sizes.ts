// How much each part does: in full, where limits count, and quickly, to see that the bench itself works.

export interface Sizes {
  readonly isQuick: boolean;
  readonly casesPresent: number;
  readonly fullLoadSeconds: number;
  readonly halfLoadSeconds: number;
  /** Half load on the embedded database, after which its memory is read. */
  readonly memorySeconds: number;
  /** How long is waited for the last job. */
  readonly settleSeconds: number;
  readonly intakeSeconds: number;
  /** Rows and columns of the lattice of grids. */
  readonly gridColumns: number;
  readonly gridRows: number;
  readonly lookUps: number;
  readonly gridEdits: number;
  readonly casesSearched: number;
  readonly callsEach: number;
  /** Told to all live listeners, one after the other. */
  readonly updates: number;
  readonly kills: number;
}

export const FULL: Sizes = {
  isQuick: false,
  casesPresent: 100_000,
  fullLoadSeconds: 60,
  halfLoadSeconds: 60,
  memorySeconds: 600,
  settleSeconds: 12,
  intakeSeconds: 15,
  gridColumns: 400,
  gridRows: 375,
  lookUps: 1_000_000,
  gridEdits: 20,
  casesSearched: 1_000_000,
  callsEach: 240,
  updates: 20,
  kills: 100,
};

export const QUICK: Sizes = {
  isQuick: true,
  casesPresent: 3_000,
  fullLoadSeconds: 6,
  halfLoadSeconds: 5,
  memorySeconds: 60,
  settleSeconds: 4,
  intakeSeconds: 3,
  gridColumns: 60,
  gridRows: 50,
  lookUps: 100_000,
  gridEdits: 3,
  casesSearched: 20_000,
  callsEach: 40,
  updates: 3,
  kills: 3,
};
