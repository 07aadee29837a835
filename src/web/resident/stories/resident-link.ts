// The page of a report that was made on this device: its address was remembered when the number came.

import { myReports } from '../my-reports.ts';

/** What stands after /c/ for the matter with this number, when it was reported here. */
export function pageOf(number: string): string | undefined {
  return myReports().find(({ groupedNumber }) => groupedNumber.replace(/\s/g, '') === number)?.page;
}
