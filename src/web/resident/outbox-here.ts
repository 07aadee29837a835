// The one outbox of the resident app; whatever arrives from it is remembered on this device, on whichever page one is.

import { ref, shallowRef } from 'vue';

import { openOutbox } from '#web/parts/outbox.ts';
import type { Outbox } from '#web/parts/outbox.ts';

import { isReport, keepReceipt } from './place/report.ts';
import type { Receipt } from './place/report.ts';

let opening: Promise<Outbox> | undefined;

/** Undefined until it has been opened. */
export const outbox = shallowRef<Outbox>();
export const isOffline = ref(!navigator.onLine);
addEventListener('online', () => (isOffline.value = false));
addEventListener('offline', () => (isOffline.value = true));

/** Opens it once; what waits in it goes out then. */
export function theOutbox(): Promise<Outbox> {
  opening ??= openOutbox('resident').then((opened) => {
    outbox.value = opened;
    opened.onSent((parcel, answer) => {
      if (isReport(parcel)) keepReceipt(answer as Receipt);
    });
    return opened;
  });
  return opening;
}
