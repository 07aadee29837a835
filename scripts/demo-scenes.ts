// What the schematic pictures show: twelve motifs, each before and after, drawn over one street.

export interface Scene {
  readonly wall: string;
  readonly ground: string;
  readonly before: string;
  readonly after: string;
}

const [WIDTH, HEIGHT, GROUND] = [960, 720, 470];

/** A wall with windows and a door, and the ground before it. Drawn beyond its edges, so that it may be put nearer. */
export function street(wall: string, ground: string): string {
  const windows = [150, 330, 630, 810].map(
    (x) =>
      `<rect x="${x - 45}" y="120" width="90" height="120" fill="#dbe8f5" stroke="#7a869a" stroke-width="5"/>
       <path d="M${x} 120v120M${x - 45} 180h90" stroke="#7a869a" stroke-width="4"/>`,
  );
  return `<rect x="-40" y="-40" width="${WIDTH + 80}" height="${GROUND + 40}" fill="${wall}"/>
    ${windows.join('')}
    <rect x="430" y="230" width="110" height="240" fill="#8a6f58" stroke="#5c4939" stroke-width="5"/>
    <circle cx="522" cy="355" r="7" fill="#e8d7a8"/>
    <rect x="-40" y="${GROUND}" width="${WIDTH + 80}" height="${HEIGHT - GROUND + 40}" fill="${ground}"/>
    <path d="M-40 ${GROUND}h${WIDTH + 80}" stroke="#5f6b80" stroke-width="6"/>`;
}

const lane = `<path d="M0 600h${WIDTH}" stroke="#fff" stroke-width="10" stroke-dasharray="60 40"/>`;
const pole = '<path d="M720 640V110q0-40 40-40h90" fill="none" stroke="#4a566b" stroke-width="18"/>';
const shed = `<path d="M120 300h560v40H120z" fill="#1f5fbf"/><path d="M150 340v230M650 340v230" stroke="#4a566b" stroke-width="14"/>`;
const swept =
  '<path d="M180 610q120-14 240 0M470 622q110-12 230 0" stroke="#fff" stroke-width="6" fill="none" opacity="0.6"/>';

function scooter(x: number): string {
  return `<circle cx="${x}" cy="600" r="38" fill="none" stroke="#1b2433" stroke-width="12"/>
    <circle cx="${x + 150}" cy="600" r="38" fill="none" stroke="#1b2433" stroke-width="12"/>
    <path d="M${x} 600l50-70h60l40 70M${x + 50} 530h-40M${x + 120} 600l30-120h30" fill="none" stroke="#c0322b" stroke-width="14"/>`;
}

function cone(x: number): string {
  return `<path d="M${x} 560l40-110 40 110z" fill="#e07b1a"/><path d="M${x + 16} 515h48" stroke="#fff" stroke-width="12"/>`;
}

function bag(x: number, fill: string): string {
  return `<path d="M${x} 620q-70-20-40-110 15-40 40-50 30 10 50 50 30 90-50 110z" fill="${fill}"/>
    <path d="M${x - 18} 462q18 20 36 0" stroke="#dde3ec" stroke-width="7" fill="none"/>`;
}

function bin(x: number, fill: string, isOpen: boolean): string {
  const lid = isOpen
    ? `<path d="M${x - 10} 440l40-70 110 20-20 50z" fill="${fill}"/>`
    : `<path d="M${x - 12} 430h144v-24H${x - 12}z" fill="${fill}"/>`;
  return `${lid}<path d="M${x} 440h120l-14 180H${x + 14}z" fill="${fill}" stroke="#1b2433" stroke-width="5"/>
    <circle cx="${x + 30}" cy="624" r="14" fill="#1b2433"/><circle cx="${x + 90}" cy="624" r="14" fill="#1b2433"/>`;
}

const posts = [120, 280, 440, 600, 760]
  .map((x) => `<path d="M${x} 500v110" stroke="#f2f2f2" stroke-width="18"/>`)
  .join('');
const trunk = '<path d="M690 620q-8-180 6-330h40q-6 150 16 330z" fill="#7b5a3e"/>';
const tape = '<path d="M120 560h720" stroke="#e07b1a" stroke-width="14" stroke-dasharray="40 26"/>';

export const SCENES: Readonly<Record<string, Scene>> = {
  pipe: {
    wall: '#e9e2d6',
    ground: '#b9bec6',
    before: `${lane}<path d="M300 640q160-110 330-40t330-10v130H240z" fill="#6aa9dd"/>
      <path d="M470 600q-40-190-110-230M470 600q0-210 10-280M470 600q50-180 120-210" fill="none" stroke="#3f8fd0" stroke-width="16" stroke-linecap="round"/>
      <ellipse cx="470" cy="606" rx="60" ry="18" fill="#4a566b"/>`,
    after: `${lane}<rect x="385" y="560" width="180" height="90" rx="6" fill="#8d949e" stroke="#5f6b80" stroke-width="4"/>${cone(130)}${cone(750)}`,
  },
  cables: {
    wall: '#efe9df',
    ground: '#c4c9d0',
    before: `${shed}${scooter(220)}${scooter(440)}
      <path d="M180 340q60 330 150 120T520 600 650 340" fill="none" stroke="#1b2433" stroke-width="9"/>
      <path d="M240 340q-60 260 80 300t120-300M560 340q60 190-60 300" fill="none" stroke="#c0322b" stroke-width="9"/>
      <rect x="250" y="610" width="80" height="34" fill="#fff" stroke="#1b2433" stroke-width="5"/>`,
    after: `${shed}${scooter(220)}${scooter(440)}<path d="M170 366h460" stroke="#5f6b80" stroke-width="16"/>
      ${[240, 340, 440, 540].map((x) => `<rect x="${x}" y="384" width="46" height="62" rx="6" fill="#fff" stroke="#1e7d45" stroke-width="6"/>`).join('')}`,
  },
  lamp: {
    wall: '#48566e',
    ground: '#36435a',
    before: `${pole}<path d="M835 60h90l-16 44h-58z" fill="#5f6b80" stroke="#1b2433" stroke-width="5"/>
      <path d="M845 150l70 60M915 150l-70 60" stroke="#f0b4b0" stroke-width="9"/>`,
    after: `${pole}<path d="M880 104L640 660h320V300z" fill="#fff1b8" opacity="0.55"/>
      <path d="M835 60h90l-16 44h-58z" fill="#ffe27a" stroke="#1b2433" stroke-width="5"/>`,
  },
  bags: {
    wall: '#e5ebe3',
    ground: '#c3c8bf',
    before: `${[250, 370, 560, 690].map((x, at) => bag(x, at % 2 === 0 ? '#2f3a4a' : '#54606f')).join('')}
      <path d="M60 650h90M830 640h80" stroke="#8a6f58" stroke-width="14"/>`,
    after: `${swept}${bin(760, '#3c7a52', false)}`,
  },
  manhole: {
    wall: '#ece4da',
    ground: '#aab0b8',
    before: `${lane}<ellipse cx="480" cy="560" rx="120" ry="44" fill="#23282f"/><path d="M380 540l190-70 60 46-180 76z" fill="#7c838c" stroke="#4a4f57" stroke-width="6"/>
      <path d="M430 528l120-40M452 548l120-42" stroke="#5b616a" stroke-width="6"/>`,
    after: `${lane}<ellipse cx="480" cy="560" rx="124" ry="46" fill="#4a4f57"/><ellipse cx="480" cy="556" rx="112" ry="40" fill="#8a919b"/>
      <path d="M400 556h160M420 540h120M420 572h120" stroke="#5b616a" stroke-width="6"/>`,
  },
  sofa: {
    wall: '#e6e0ea',
    ground: '#c6c2cc',
    before: `<path d="M180 470q0-50 50-50h330q50 0 50 50v130H180z" fill="#9a6b4f" stroke="#5f3f2c" stroke-width="6"/>
      <path d="M160 500q0-30 34-30t34 30v120h-68zM562 500q0-30 34-30t34 30v120h-68z" fill="#84583f"/><path d="M300 470l50 60M420 480l-30 50" stroke="#e7d9c8" stroke-width="7"/>
      <path d="M700 620l30-180 130 20-26 170z" fill="#d8cfae" stroke="#8f865f" stroke-width="5"/>`,
    after: `${swept}<rect x="200" y="440" width="150" height="90" fill="#fff" stroke="#1e7d45" stroke-width="6"/><path d="M225 470h100M225 496h70" stroke="#1e7d45" stroke-width="8"/>`,
  },
  drain: {
    wall: '#dfe6ec',
    ground: '#9fa8b2',
    before: `<path d="M-40 560q200-50 420-20t620-16v240H-40z" fill="#6d86a0" opacity="0.85"/><rect x="380" y="560" width="210" height="70" fill="#3d4651"/>
      <path d="M396 566q60 40 120-4t64 30" stroke="#4c7a3d" stroke-width="16" fill="none"/><path d="M420 600l50-26M500 616l60-30" stroke="#8a5a2c" stroke-width="12"/>`,
    after: `<rect x="380" y="560" width="210" height="70" fill="#5f6b78" stroke="#2f3741" stroke-width="6"/>${[410, 445, 480, 515, 550].map((x) => `<path d="M${x} 568v54" stroke="#1b2433" stroke-width="12"/>`).join('')}`,
  },
  bin: {
    wall: '#e3eae0',
    ground: '#bfc5ba',
    before: `${bin(240, '#3c7a52', true)}${bin(420, '#2f66a8', true)}${bag(330, '#2f3a4a')}${bag(620, '#54606f')}${bag(710, '#2f3a4a')}
      <path d="M560 640h160M200 640h60" stroke="#8a6f58" stroke-width="12"/>`,
    after: `${bin(240, '#3c7a52', false)}${bin(420, '#2f66a8', false)}${bin(600, '#8a6a2f', false)}${swept}`,
  },
  charging: {
    wall: '#ebe3dc',
    ground: '#c2c6cc',
    before: `<path d="M330 180q40 160 0 260t60 130" fill="none" stroke="#c0322b" stroke-width="9"/><rect x="368" y="556" width="70" height="28" fill="#fff" stroke="#1b2433" stroke-width="5"/>${scooter(420)}${scooter(640)}`,
    after: `<path d="M520 300h400v36H520z" fill="#1f5fbf"/><path d="M545 336v240M895 336v240" stroke="#4a566b" stroke-width="14"/>${scooter(570)}${scooter(730)}`,
  },
  rail: {
    wall: '#e2e6ee',
    ground: '#adb4bd',
    before: `${lane}${posts}<path d="M120 530h160M600 530h160M120 570h160M600 570h160" stroke="#f2f2f2" stroke-width="14"/>
      <path d="M300 560l150 70M330 620l130-40" stroke="#f2f2f2" stroke-width="14"/><path d="M440 500l-40 110" stroke="#adb4bd" stroke-width="22"/>`,
    after: `${lane}${posts}<path d="M120 530h640M120 570h640" stroke="#f2f2f2" stroke-width="14"/>`,
  },
  tree: {
    wall: '#e8ebe0',
    ground: '#b7bfae',
    before: `${trunk}<circle cx="710" cy="230" r="120" fill="#8d8a55"/><path d="M640 300L330 480l40 40 300-150" fill="#6f5236"/><circle cx="350" cy="500" r="70" fill="#94915c"/>${tape}`,
    after: `${trunk}<circle cx="710" cy="230" r="110" fill="#4f8a4a"/><circle cx="640" cy="270" r="60" fill="#5c9a55"/><path d="M560 610h290" stroke="#7b5a3e" stroke-width="12"/>`,
  },
  advert: {
    wall: '#e9e5da',
    ground: '#c5c1b6',
    before: [
      [180, 300, '#c0322b'],
      [250, 360, '#1f5fbf'],
      [330, 290, '#1b2433'],
      [590, 320, '#c0322b'],
      [660, 270, '#1e7d45'],
      [720, 370, '#1b2433'],
      [820, 310, '#1f5fbf'],
    ]
      .map(
        ([x, y, fill]) =>
          `<rect x="${x}" y="${y}" width="74" height="54" fill="#fff" stroke="${fill}" stroke-width="6"/><path d="M${Number(x) + 12} ${Number(y) + 20}h50M${Number(x) + 12} ${Number(y) + 36}h34" stroke="${fill}" stroke-width="6"/>`,
      )
      .join(''),
    after: '<path d="M160 270h250v140H160zM580 250h330v180H580z" fill="#f6f3ea"/>',
  },
};
