// Until when a remark is read: what the pages promise whoever puts one in.

import type { Instant } from '#shared/time.ts';
import { dueAt } from '#shared/working-time.ts';
import type { Limit, WorkingCalendar } from '#shared/working-time.ts';

/** The promise stands in the resident's 意见箱 and in 无障碍声明. */
export const READ_WITHIN: Limit = { unit: 'workDay', amount: 5 };

export function readingDue(
  { receivedAt, readAt }: { receivedAt: Instant; readAt: Instant | null },
  now: Instant,
  calendar: WorkingCalendar,
): { dueAt: Instant; isOverdue: boolean } {
  const due = dueAt(receivedAt, READ_WITHIN, calendar);
  return { dueAt: due, isOverdue: (readAt ?? now) > due };
}
