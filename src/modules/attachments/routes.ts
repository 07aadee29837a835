// Attachments over HTTP: bytes in, bytes out.

import { serve } from '#platform/http/serve.ts';
import type { Room, Wire } from '#platform/http/serve.ts';

import { keepUpload, openAttachment } from './actions.ts';
import type { Served } from './actions.ts';
import { getAttachment, getThumbnail, putAttachment } from './contract.ts';

export function addAttachmentRoutes(room: Room): void {
  serve(room, putAttachment, (ctx, { params, input }, wire) => keepUpload(ctx, params.id, input as Buffer, wire.ip));
  serve(room, getAttachment, async (ctx, { params }, wire) =>
    answer(wire, await openAttachment(ctx, params.id, 'whole')),
  );
  serve(room, getThumbnail, async (ctx, { params }, wire) =>
    answer(wire, await openAttachment(ctx, params.id, 'thumbnail')),
  );
}

/** Shown, never run: a file people send must not become a page of ours, whatever is in it. */
function answer({ reply }: Wire, { contentType, sizeBytes, stream }: Served): Served['stream'] {
  reply
    .type(contentType)
    .header('content-length', sizeBytes)
    .header('content-disposition', 'inline')
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('x-content-type-options', 'nosniff')
    // The content under an id never changes; the browser of this one person may keep it for a day.
    .header('cache-control', 'private, max-age=86400, immutable');
  return stream;
}
