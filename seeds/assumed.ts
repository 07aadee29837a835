// What the demo takes from published reports and what it assumes: the page 演示数据说明 sets both beside what is measured in the rows.

/** What can be counted of an area. */
export const SIZES = [
  'communities',
  'generalGrids',
  'dedicatedGrids',
  'subGrids',
  'microGrids',
  'courtyards',
  'buildings',
  'households',
  'members',
  'teams',
] as const;
export type Size = (typeof SIZES)[number];

export interface PublishedSize {
  readonly area: string;
  readonly size: Size;
  readonly published: number;
}

const of = (area: string, sizes: Partial<Record<Size, number>>): PublishedSize[] =>
  SIZES.flatMap((size) => (sizes[size] === undefined ? [] : [{ area, size, published: sizes[size] }]));

/** Sizes of five model places as published, under invented names; by the short name of the demo district. */
export const PUBLISHED_SIZES: Readonly<Record<string, readonly PublishedSize[]>> = {
  yunting: [
    ...of('芷汀街道', { communities: 6, generalGrids: 42, dedicatedGrids: 1, subGrids: 4 }),
    ...of('彩桥街道', { generalGrids: 111, dedicatedGrids: 43, microGrids: 845 }),
    ...of('船坞新村社区', { generalGrids: 9, buildings: 108, households: 1_854, members: 40, teams: 8 }),
    ...of('榕汀社区', { microGrids: 68, courtyards: 19, members: 140 }),
  ],
  chengan: of('鹤亭社区', { generalGrids: 19 }),
};

/** Shares between 0 and 1 that the life of the demo was written for. */
export const ASSUMED_SHARES = {
  gridSelf: 0.45,
  gridCoordinated: 0.25,
  community: 0.18,
  street: 0.1,
  district: 0.02,
  onTime: 0.88,
  reworked: 0.07,
  sentBack: 0.06,
  merged: 0.08,
  confidential: 0.03,
  refused: 0.05,
  rated: 0.31,
  solved: 0.84,
  goodManner: 0.91,
  atNight: 0.12,
} as const;
export type Share = keyof typeof ASSUMED_SHARES;
export const SHARES = Object.keys(ASSUMED_SHARES) as Share[];
