// Where a figure of an area or grid opens: the list of cases with the same filter.

/** The area or grid whose cases a list shows; of a micro-grid the list of the grid it lies in. */
export function casesOf(areaOrGridId: string, filter: { status?: 'open' | 'overdue'; from?: string } = {}) {
  return { path: '/cases', query: { area: areaOrGridId, ...filter } };
}
