// The catalogues of the two demo districts: two of those that are shipped, whose limits differ as they do between real cities.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type LimitUnit = 'emergencyHour' | 'workHour' | 'workDay';
export type EvidenceKind = 'photo' | 'partyConfirmation' | 'writtenNote' | 'document';
type SeedLimit = { amount: number; unit: LimitUnit };

type ShippedClass = {
  code: string;
  parentCode: string | null;
  classType: 'asset' | 'cityMatter' | 'socialGovernance';
  majorName: string;
  name: string;
  severity: 'slight' | 'normal' | 'severe';
  secrecy: 'open' | 'confidential' | 'restricted';
  /** A grid worker may send it to an organisation of the direct list (直派). */
  isDirect: boolean;
  isEmergency: boolean;
  /** Closed on the worker's word and drawn for spot checks. */
  isMinor: boolean;
  isAdmitted: boolean;
  evidenceKinds: EvidenceKind[];
  limit: SeedLimit;
  stages: { code: string; name: string; limit: SeedLimit }[];
  gradedLimits: { grade: 'A' | 'B' | 'C'; limit: SeedLimit }[];
  verifiedBy: 'asKind' | 'gridWorker' | 'community' | 'authorityRecord';
  filingCondition: string;
  closingCondition: string;
  samplingPercent: number;
  source: string;
};
export type SeedClass = Omit<ShippedClass, 'limit'> & { limitAmount: number; limitUnit: LimitUnit };

const SHIPPED = { yunting: 'city-a', chengan: 'city-b' } as const;

export function catalogueOf(districtKey: keyof typeof SHIPPED): SeedClass[] {
  const file = join(import.meta.dirname, 'catalogues', `${SHIPPED[districtKey]}.json`);
  const { classes } = JSON.parse(readFileSync(file, 'utf8')) as { classes: ShippedClass[] };
  return classes.map(({ limit, ...rest }) => ({ ...rest, limitAmount: limit.amount, limitUnit: limit.unit }));
}
