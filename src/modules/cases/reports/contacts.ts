// What is known of a reporter: checked, sealed under the report's id, and kept out of what organisations read.

import { problem } from '#problems';
import type { Context, TransactionContext } from '#platform/context.ts';
import type { Safe } from '#platform/vault.ts';
import { isLandline, isMobilePhone, normalisePhone } from '#shared/identifiers.ts';
import { redact } from '#shared/redaction.ts';

import type { ReportInput } from './contract-reports.ts';
import { findContact } from './store-reports.ts';

export interface CheckedContact {
  name: string | undefined;
  phone: string | undefined;
  address: string | undefined;
}

/** @throws {Problem} `input-invalid` for what is no phone number */
export function checkedContact(
  ctx: Pick<Context, 'district'>,
  contact: NonNullable<ReportInput['contact']>,
  pointer = '/contact/phone',
): CheckedContact {
  const { name, address } = contact;
  if (contact.phone === undefined) return { name, phone: undefined, address };
  const phone = normalisePhone(contact.phone);
  const isPhone = phone !== undefined && (isMobilePhone(phone, { demo: ctx.district.isDemo }) || isLandline(phone));
  if (isPhone) return { name, phone, address };
  throw problem('input-invalid', 'Not a phone number', {
    errors: [{ pointer, in: 'body', detail: 'is not a mobile or landline number' }],
  });
}

/** Sealed under the report's id: the values open nowhere else. */
export function sealedContact(safe: Safe, reportId: string, { name, phone, address }: CheckedContact) {
  return {
    report_id: reportId,
    name_cipher: seal(safe, reportId, 'name', name),
    ...sealedPhone(safe, reportId, phone),
    address_cipher: seal(safe, reportId, 'address', address),
  };
}

export function sealedPhone(safe: Safe, reportId: string, phone: string | undefined) {
  return {
    phone_cipher: seal(safe, reportId, 'phone', phone),
    phone_index: phone === undefined ? null : safe.index('case_contacts.phone', phone),
  };
}

function seal(safe: Safe, reportId: string, column: keyof CheckedContact, value: string | undefined): string | null {
  return value === undefined ? null : safe.seal(placeOf(column, reportId), value);
}

export function openSealed(
  safe: Safe,
  reportId: string,
  column: keyof CheckedContact,
  value: string | null | undefined,
): string | null {
  return value === null || value === undefined ? null : safe.open(placeOf(column, reportId), value);
}

function placeOf(column: keyof CheckedContact, reportId: string): string {
  return `case_contacts.${column}.${reportId}`;
}

/** Fewer characters would take ordinary words out of the text. */
const SHORTEST_NAME = 2;

/** A reporter's words as an organisation may read them: nothing that points to a person, least of all to this one. */
export function protectedWords(words: string, contact: Partial<CheckedContact> | undefined): string {
  const { name = '', phone = '', address = '' } = contact ?? {};
  const withoutName = [...name].length < SHORTEST_NAME ? words : words.replaceAll(name, '〔姓名〕');
  const withoutAddress = address === '' ? withoutName : withoutName.replaceAll(address, '〔门牌〕');
  return redact(phone === '' ? withoutAddress : withoutAddress.replaceAll(spellingsOf(phone), '〔电话〕'));
}

/** The number in any grouping, in narrow or wide digits. */
function spellingsOf(phone: string): RegExp {
  const digits = phone.replaceAll(/\D/g, '');
  const each = [...digits].map((digit) => `[${digit}${String.fromCharCode(digit.charCodeAt(0) + 0xfee0)}]`);
  return new RegExp(each.join('[\\s\\-－—–·.()（）]*'), 'g');
}

/** The same for what is added later: the contact is opened to know what must not be read. */
export async function protectedFor(
  ctx: TransactionContext,
  safe: Safe,
  words: string,
  reportId: string | null,
): Promise<string> {
  const contact = reportId === null ? undefined : await findContact(ctx.db, reportId);
  if (contact === undefined) return protectedWords(words, undefined);
  const open = (column: keyof CheckedContact, value: string | null) =>
    openSealed(safe, contact.report_id, column, value) ?? undefined;
  return protectedWords(words, {
    name: open('name', contact.name_cipher),
    phone: open('phone', contact.phone_cipher),
    address: open('address', contact.address_cipher),
  });
}
