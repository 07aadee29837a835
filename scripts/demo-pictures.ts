// Draws the schematic pictures of the demo into seeds/pictures: no photograph of a real place, and each says 演示图片.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import sharp from 'sharp';

const FOLDER = join(import.meta.dirname, '../seeds/pictures');
const [WIDTH, HEIGHT, GROUND] = [960, 720, 470];

/** A wall with windows and a door, and the ground before it. */
function street(wall: string, ground: string): string {
  const windows = [150, 330, 630, 810].map(
    (x) =>
      `<rect x="${x - 45}" y="120" width="90" height="120" fill="#dbe8f5" stroke="#7a869a" stroke-width="5"/>
       <path d="M${x} 120v120M${x - 45} 180h90" stroke="#7a869a" stroke-width="4"/>`,
  );
  return `<rect width="${WIDTH}" height="${GROUND}" fill="${wall}"/>
    ${windows.join('')}
    <rect x="430" y="230" width="110" height="240" fill="#8a6f58" stroke="#5c4939" stroke-width="5"/>
    <circle cx="522" cy="355" r="7" fill="#e8d7a8"/>
    <rect y="${GROUND}" width="${WIDTH}" height="${HEIGHT - GROUND}" fill="${ground}"/>
    <path d="M0 ${GROUND}h${WIDTH}" stroke="#5f6b80" stroke-width="6"/>`;
}

const lane = `<path d="M0 600h${WIDTH}" stroke="#fff" stroke-width="10" stroke-dasharray="60 40"/>`;
const pole = '<path d="M720 640V110q0-40 40-40h90" fill="none" stroke="#4a566b" stroke-width="18"/>';
const shed = `<path d="M120 300h560v40H120z" fill="#1f5fbf"/><path d="M150 340v230M650 340v230" stroke="#4a566b" stroke-width="14"/>`;

function scooter(x: number): string {
  return `<circle cx="${x}" cy="600" r="38" fill="none" stroke="#1b2433" stroke-width="12"/>
    <circle cx="${x + 150}" cy="600" r="38" fill="none" stroke="#1b2433" stroke-width="12"/>
    <path d="M${x} 600l50-70h60l40 70M${x + 50} 530h-40M${x + 120} 600l30-120h30" fill="none" stroke="#c0322b" stroke-width="14"/>`;
}

/** What each picture shows, drawn over its ground. */
const PICTURES: Readonly<Record<string, string>> = {
  'pipe-before': `${street('#e9e2d6', '#b9bec6')}${lane}
    <path d="M300 640q160-110 330-40t330-10v130H240z" fill="#6aa9dd"/>
    <path d="M470 600q-40-190-110-230M470 600q0-210 10-280M470 600q50-180 120-210" fill="none" stroke="#3f8fd0" stroke-width="16" stroke-linecap="round"/>
    <ellipse cx="470" cy="606" rx="60" ry="18" fill="#4a566b"/>`,
  'pipe-after': `${street('#e9e2d6', '#b9bec6')}${lane}
    <rect x="385" y="560" width="180" height="90" rx="6" fill="#8d949e" stroke="#5f6b80" stroke-width="4"/>
    <path d="M130 560l40-110 40 110zM750 560l40-110 40 110z" fill="#e07b1a"/>
    <path d="M146 515h48M766 515h48" stroke="#fff" stroke-width="12"/>`,
  'cables-before': `${street('#efe9df', '#c4c9d0')}${shed}${scooter(220)}${scooter(440)}
    <path d="M180 340q60 330 150 120T520 600 650 340" fill="none" stroke="#1b2433" stroke-width="9"/>
    <path d="M240 340q-60 260 80 300t120-300M560 340q60 190-60 300" fill="none" stroke="#c0322b" stroke-width="9"/>
    <rect x="250" y="610" width="80" height="34" fill="#fff" stroke="#1b2433" stroke-width="5"/>`,
  'cables-after': `${street('#efe9df', '#c4c9d0')}${shed}${scooter(220)}${scooter(440)}
    <path d="M170 366h460" stroke="#5f6b80" stroke-width="16"/>
    ${[240, 340, 440, 540].map((x) => `<rect x="${x}" y="384" width="46" height="62" rx="6" fill="#fff" stroke="#1e7d45" stroke-width="6"/>`).join('')}`,
  'lamp-before': `${street('#39465c', '#2a3446')}${pole}
    <path d="M835 60h90l-16 44h-58z" fill="#5f6b80" stroke="#1b2433" stroke-width="5"/>
    <path d="M845 150l70 60M915 150l-70 60" stroke="#f0b4b0" stroke-width="9"/>`,
  'lamp-after': `${street('#566580', '#46536a')}${pole}
    <path d="M880 104L640 660h320V300z" fill="#fff1b8" opacity="0.55"/>
    <path d="M835 60h90l-16 44h-58z" fill="#ffe27a" stroke="#1b2433" stroke-width="5"/>`,
  'bags-before': `${street('#e5ebe3', '#c3c8bf')}
    ${[250, 370, 560, 690].map((x, at) => `<path d="M${x} 620q-70-20-40-110 15-40 40-50 30 10 50 50 30 90-50 110z" fill="${at % 2 === 0 ? '#2f3a4a' : '#54606f'}"/><path d="M${x - 18} 462q18 20 36 0" stroke="#dde3ec" stroke-width="7" fill="none"/>`).join('')}
    <path d="M60 650h90M830 640h80" stroke="#8a6f58" stroke-width="14"/>`,
};

const BAND = `<rect y="650" width="${WIDTH}" height="70" fill="#1b2433" opacity="0.82"/>
  <text x="30" y="698" font-family="Noto Sans CJK SC, sans-serif" font-size="38" fill="#fff">演示图片 · 示意图，非实拍</text>`;

for (const [name, drawing] of Object.entries(PICTURES)) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">${drawing}${BAND}</svg>`;
  const jpeg = await sharp(Buffer.from(svg)).jpeg({ quality: 78, mozjpeg: true }).toBuffer();
  await writeFile(join(FOLDER, `${name}.jpg`), jpeg);
  console.log(`${name}.jpg ${(jpeg.length / 1000).toFixed(0)} kB`);
}
