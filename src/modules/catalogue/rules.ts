// The codes a class of the catalogue is made of.

/** 部件, 事件, 社会治理事项. */
export const CLASS_TYPES = ['asset', 'cityMatter', 'socialGovernance'] as const;

export const SECRECIES = ['open', 'confidential', 'restricted'] as const;

/** 照片, 文字说明, 当事人确认, 单据. */
export const EVIDENCE_KINDS = ['photo', 'writtenNote', 'partyConfirmation', 'document'] as const;

export interface CatalogueClass {
  readonly code: string;
  readonly classType: (typeof CLASS_TYPES)[number];
  readonly majorName: string;
  readonly name: string;
  readonly secrecy: (typeof SECRECIES)[number];
  readonly isDirect: boolean;
  readonly isEmergency: boolean;
  readonly isMinor: boolean;
  readonly evidenceKinds: string[];
  readonly limit: { amount: number; unit: 'emergencyHour' | 'workHour' | 'workDay' };
  readonly filingCondition: string;
  readonly closingCondition: string;
  readonly samplingPercent: number;
  readonly source: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly version: number;
}

/** What a page for residents may name: a list of restricted matters would say what is watched. */
export function isPublic({ secrecy }: CatalogueClass): boolean {
  return secrecy !== 'restricted';
}
