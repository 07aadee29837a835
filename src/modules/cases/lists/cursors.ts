/** Where the next page of a list begins: the ordering instant and the id of the last row, as one opaque word. Pure. */
import { problem } from '#problems';

export interface Page {
  readonly after: Cursor | undefined;
  readonly limit: number;
}

export interface Cursor {
  readonly at: string;
  readonly id: string;
}

/** @throws {Problem} `input-invalid` for a cursor no list has given */
export function pageAsked({ after, limit }: { after?: string | undefined; limit: number }): Page {
  return { after: cursorFrom(after), limit };
}

export function cursorTo({ at, id }: Cursor): string {
  return Buffer.from(`${at} ${id}`).toString('base64url');
}

const CURSOR_FORM = /^(2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function cursorFrom(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined;
  const [, at, id] = CURSOR_FORM.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  if (at !== undefined && id !== undefined && !Number.isNaN(Date.parse(at))) return { at, id };
  throw problem('input-invalid', 'Not a cursor of this list', {
    errors: [{ pointer: '/after', in: 'query', detail: 'is not the `next` of a page' }],
  });
}
