// "Not here, but there": where a matter belongs that is not taken up, as data of the district.

import type { TransactionContext } from '#platform/context.ts';
import type { Locale } from '#shared/words/say.ts';

export interface Referral {
  readonly code: string;
  readonly 'zh-CN': string;
  readonly en: string;
}

/** What stands until a district writes its own list under the setting `case.referrals`. Source: docs/decisions/0006-referrals.md */
export const DEFAULT_REFERRALS: readonly Referral[] = [
  { code: 'court', 'zh-CN': '人民法院', en: 'the court' },
  { code: 'arbitration', 'zh-CN': '劳动人事争议仲裁机构', en: 'the labour arbitration body' },
  { code: 'discipline', 'zh-CN': '纪检监察机关（12388）', en: 'the discipline inspection body (12388)' },
  { code: 'police', 'zh-CN': '公安机关（110）', en: 'the police (110)' },
  { code: 'consumer', 'zh-CN': '消费维权热线（12315）', en: 'consumer rights (12315)' },
  { code: 'hotline', 'zh-CN': '政务服务便民热线（12345）', en: 'the citizens’ hotline (12345)' },
  {
    code: 'neighbourDistrict',
    'zh-CN': '相邻的区（12345 可以转接）',
    en: 'the neighbouring district (12345 puts you through)',
  },
];

export const REFERRALS_SETTING = 'case.referrals';

/** The words for a code; the code itself when the district has dropped it since. */
export async function findReferral(ctx: TransactionContext, code: string, locale: Locale): Promise<string> {
  return (await listReferrals(ctx)).find((referral) => referral.code === code)?.[locale] ?? code;
}

export async function listReferrals({ db }: TransactionContext): Promise<readonly Referral[]> {
  const setting = await db
    .selectFrom('settings')
    .select('value')
    .where('key', '=', REFERRALS_SETTING)
    .executeTakeFirst();
  return (setting?.value as readonly Referral[] | undefined) ?? DEFAULT_REFERRALS;
}
