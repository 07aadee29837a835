// Pictures and recordings that a person has made on a page and not sent yet.

import { newId } from '#shared/ids.ts';

export interface Draft {
  /** The id it will have on the server, made here: sent twice it is one. */
  readonly id: string;
  readonly kind: 'picture' | 'recording';
  readonly bytes: Blob;
  /** For showing it here. */
  readonly address: string;
  readonly seconds?: number;
}

export function draftOf(kind: Draft['kind'], bytes: Blob, seconds?: number): Draft {
  return {
    id: newId(),
    kind,
    bytes,
    address: URL.createObjectURL(bytes),
    ...(seconds === undefined ? {} : { seconds }),
  };
}

export function dropDraft({ address }: Draft): void {
  URL.revokeObjectURL(address);
}

/** Steps of a parcel that send these before whatever names them. */
export function uploadSteps(
  district: string,
  drafts: readonly Draft[],
  headers: Readonly<Record<string, string>> = {},
) {
  return drafts.map(({ id, bytes }) => ({
    method: 'PUT',
    address: `/api/${district}/attachments/${id}`,
    headers: { ...headers, 'content-type': plainType(bytes.type) },
    body: bytes,
  }));
}

/** Recorders add their codecs to the type; the server knows a file by its first bytes. */
function plainType(type: string): string {
  const [plain = ''] = type.split(';');
  return /^(image|audio)\//.test(plain) ? plain : 'application/octet-stream';
}
