// Which orders have a sheet: those an organisation has in hand, or has done.

const WITH_A_SHEET = ['issued', 'acknowledged', 'sendBackAsked', 'feedback', 'rework', 'done'];

export function canPrintOrder({ status }: { status: string }): boolean {
  return WITH_A_SHEET.includes(status);
}
