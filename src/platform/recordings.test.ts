import { expect, test } from 'vitest';
import { inspectRecording, MAX_RECORDING_BYTES } from './recordings.ts';

const webm = (codec: string) =>
  bytes(`\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm....${codec}`);
const mp4 = (brand: string, ...kinds: string[]) =>
  bytes(`\0\0\0\x18ftyp${brand}\0\0\0\0....${kinds.map((kind) => `\0\0\0\x2dhdlr\0\0\0\0\0\0\0\0${kind}`).join('')}`);
const ogg = (codec: string) => bytes(`OggS\0\x02${'\0'.repeat(21)}\x13${codec}`);

test('what browsers and phones record is recognised', () => {
  const recordings = [
    webm('A_OPUS'),
    ogg('OpusHead\x01'),
    mp4('M4A ', 'soun'),
    mp4('iso5', 'soun'),
    bytes('ID3\x04\0\0'),
    bytes('\xff\xfb\x90\x64\0\0'),
    bytes('\xff\xf1\x50\x80\x01\x7f\xfc\0'),
    bytes('RIFF\x24\0\0\0WAVEfmt '),
    bytes('#!AMR\n\x3c'),
    bytes('#!AMR-WB\n\x3c'),
  ];
  expect(recordings.map((recording) => JSON.stringify(inspectRecording(recording)))).toEqual(
    [
      ['webm', 'audio/webm'],
      ['ogg', 'audio/ogg'],
      ['mp4', 'audio/mp4'],
      ['mp4', 'audio/mp4'],
      ['mp3', 'audio/mpeg'],
      ['mp3', 'audio/mpeg'],
      ['aac', 'audio/aac'],
      ['wav', 'audio/wav'],
      ['amr', 'audio/amr'],
      ['amr', 'audio/amr'],
    ].map(([format, contentType]) => JSON.stringify({ format, contentType })),
  );
});

test('a film in a container for sound is refused', () => {
  const films = [webm('V_VP9 A_OPUS'), webm('S_TEXT'), mp4('isom', 'vide', 'soun'), mp4('isom'), ogg('\x80theora..')];
  expect(films.map(inspectRecording)).toEqual(films.map(() => ({ refused: 'format-not-accepted' })));
});

test('other files, texts and empty ones are no recordings', () => {
  const refused = [
    '',
    '录音',
    '<html>',
    '\xff\xd8\xff\xe0\0\x10JFIF',
    '\xff\xfb\xf0\0',
    '\x89PNG\r\n\x1a\n',
    'RIFF\0\0\0\0WEBPVP8 ',
    'MZ\x90',
  ];
  expect(refused.map((text) => inspectRecording(bytes(text)))).toEqual(
    refused.map(() => ({ refused: 'not-a-recording' })),
  );
});

test('more than 5 MB is too much for a minute of speech', () => {
  expect(inspectRecording(Buffer.concat([bytes('ID3\x04'), Buffer.alloc(MAX_RECORDING_BYTES)]))).toEqual({
    refused: 'too-large',
  });
});

function bytes(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}
