// Voice recordings people send: recognised by their first bytes and kept as they are. Nothing is transcoded or stripped:
// there is no decoder here, so an MP3 keeps its tags.

export const MAX_RECORDING_BYTES = 5 * 1024 * 1024;

export type RecordingFormat = 'webm' | 'ogg' | 'mp4' | 'mp3' | 'aac' | 'wav' | 'amr';

export interface Recording {
  format: RecordingFormat;
  /** To be sent with `X-Content-Type-Options: nosniff`. */
  contentType: string;
}

export interface RecordingRefusal {
  /** `format-not-accepted`: a container we know, but with a film or an unknown codec in it. */
  refused: 'not-a-recording' | 'too-large' | 'format-not-accepted';
}

const CONTENT_TYPES: Readonly<Record<RecordingFormat, string>> = {
  webm: 'audio/webm', // Chrome's and Firefox's MediaRecorder
  ogg: 'audio/ogg',
  mp4: 'audio/mp4', // Safari's MediaRecorder, voice memos (.m4a)
  mp3: 'audio/mpeg',
  aac: 'audio/aac',
  wav: 'audio/wav',
  amr: 'audio/amr', // recorders of older Android phones
};

const OGG_SOUND = ['OpusHead', '\x01vorbis', 'Speex   ', '\x7fFLAC'];

/** Accepts or refuses a recording by its header; whether it can be played to the end is not tried. */
export function inspectRecording(bytes: Buffer): Recording | RecordingRefusal {
  if (bytes.length > MAX_RECORDING_BYTES) return { refused: 'too-large' };
  const format = formatOf(bytes);
  if (!format) return { refused: 'not-a-recording' };
  if (holdsFilm(format, bytes)) return { refused: 'format-not-accepted' };
  return { format, contentType: CONTENT_TYPES[format] };
}

function formatOf(bytes: Buffer): RecordingFormat | undefined {
  const text = (from: number, to: number) => bytes.toString('latin1', from, to);
  if (text(0, 4) === '\x1a\x45\xdf\xa3' && text(4, 64).includes('webm')) return 'webm';
  if (text(0, 4) === 'OggS') return 'ogg';
  if (text(4, 8) === 'ftyp' && /^(M4A |M4B |mp4[12]|isom|iso[2-9]|dash|3gp[4-9])/.test(text(8, 12))) return 'mp4';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WAVE') return 'wav';
  if (/^#!AMR(-WB)?\n/.test(text(0, 9))) return 'amr';
  if (text(0, 3) === 'ID3' || isMp3Frame(bytes)) return 'mp3';
  // ADTS: twelve sync bits, then layer 0.
  return bytes.length > 7 && (bytes.readUInt16BE(0) & 0xfff6) === 0xfff0 ? 'aac' : undefined;
}

/** Eleven sync bits, layer III, and neither bit rate nor sampling rate one of the forbidden values. */
function isMp3Frame(bytes: Buffer): boolean {
  if (bytes.length < 4) return false;
  const header = bytes.readUInt32BE(0);
  const version = (header >>> 19) & 3;
  const bitRate = (header >>> 12) & 15;
  return (
    header >>> 21 === 0x7ff &&
    version !== 1 &&
    ((header >>> 17) & 3) === 1 &&
    bitRate !== 0 &&
    bitRate !== 15 &&
    ((header >>> 10) & 3) !== 3
  );
}

/** A film has faces and plates in it that no re-encoding of ours takes care of. */
function holdsFilm(format: RecordingFormat, bytes: Buffer): boolean {
  switch (format) {
    case 'webm':
      return (
        /V_(VP[89]|AV1|MPEG)/.test(bytes.toString('latin1', 0, 4096)) ||
        !bytes.toString('latin1', 0, 4096).includes('A_')
      );
    case 'ogg':
      return !OGG_SOUND.some((start) => bytes.toString('latin1', 28, 36).startsWith(start));
    case 'mp4':
      return trackKinds(bytes).includes('vide') || !trackKinds(bytes).includes('soun');
    default:
      return false;
  }
}

/** The handler type of every track; `moov` may stand at the end, so the whole file is searched. */
function trackKinds(bytes: Buffer): string[] {
  const kinds = [];
  for (let at = bytes.indexOf('hdlr'); at !== -1; at = bytes.indexOf('hdlr', at + 4))
    kinds.push(bytes.toString('latin1', at + 12, at + 16));
  return kinds;
}
