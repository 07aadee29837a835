// An urgent matter has come in: a short sound once, a mark before the window's title, a notice of the system where that is allowed.

import { ref } from 'vue';

import { keepHere, readKept } from '#web/parts/kept-here.ts';

import { titleMark } from '../frame/title-mark.ts';
import { session } from '../session.ts';
import { say } from './say.ts';

const OFF = 'off';
const TONES_HZ = [880, 660];
const TONE_SECONDS = 0.16;
const LOUDNESS = 0.2;

/** Per person on this device: two who share a computer do not share this. */
const nameOf = () => `desk.sound.${session.account?.id ?? ''}`;

export const isSoundOn = ref(true);

export function readSound(): void {
  isSoundOn.value = readKept(nameOf()) !== OFF;
}

/** Turned on by a click, which is when a browser may be asked for sound and notices. */
export async function toggleSound(): Promise<void> {
  isSoundOn.value = !isSoundOn.value;
  keepHere(nameOf(), isSoundOn.value ? undefined : OFF);
  if (!isSoundOn.value) return;
  await beep();
  if (canNotify() && Notification.permission === 'default') await Notification.requestPermission();
}

/** @param count of urgent matters nobody has looked at in this window yet */
export async function soundAlarm(count: number): Promise<void> {
  titleMark.value = say('alarm.title', { n: count });
  if (isSoundOn.value) await beep();
  if (!isSoundOn.value || !canNotify() || Notification.permission !== 'granted' || !document.hidden) return;
  // Nothing of the matter itself: it may lie on a locked screen.
  const body = say('alarm.notice.body', { district: session.district?.name ?? '' });
  const notice = new Notification(say('alarm.notice', { n: count }), { body, tag: 'urgent' });
  notice.addEventListener('click', () => globalThis.focus());
}

export function quietAlarm(): void {
  titleMark.value = '';
}

/** Over plain HTTP there are no notices. */
function canNotify(): boolean {
  return 'Notification' in globalThis && globalThis.isSecureContext;
}

/** Two tones made here: no file has to be there. A browser that wants a click first stays silent until there was one. */
async function beep(): Promise<void> {
  if (!('AudioContext' in globalThis)) return;
  const audio = new AudioContext();
  if (audio.state === 'suspended') await Promise.race([audio.resume(), new Promise((done) => setTimeout(done, 300))]);
  const loudness = audio.createGain();
  loudness.gain.value = LOUDNESS;
  loudness.connect(audio.destination);
  for (const [at, hertz] of TONES_HZ.entries()) {
    const tone = audio.createOscillator();
    tone.frequency.value = hertz;
    tone.connect(loudness);
    tone.start(audio.currentTime + at * TONE_SECONDS);
    tone.stop(audio.currentTime + (at + 1) * TONE_SECONDS);
  }
  setTimeout(() => void audio.close(), (TONES_HZ.length + 1) * TONE_SECONDS * 1000);
}
