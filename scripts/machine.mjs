// What tests need from the machine: a browser and fonts for Chinese. Installed by the system's package manager where we may.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Refusal } from './processes.mjs';

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const FONT_FOLDERS = [
  '/usr/share/fonts',
  '/usr/local/share/fonts',
  join(homedir(), '.fonts'),
  join(homedir(), '.local/share/fonts'),
];
const CHINESE_FONT = /cjk|sourcehan|notosanssc|notosanshans|wqy|wenquanyi|simsun|simhei|arphic|uming|ukai/i;

/** @returns {string} path of a Chromium; it and fonts for Chinese are installed when they are missing */
export function ensureBrowser() {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (!isProgram(chosen)) throw new Refusal(`CHROMIUM_PATH is "${chosen}", where there is no program.`);
    if (!hasChineseFont())
      console.error('No font for Chinese was found: pictures of pages will show boxes (Debian: fonts-noto-cjk).');
    return chosen;
  }

  const missing = [...(findBrowser() ? [] : ['chromium']), ...(hasChineseFont() ? [] : ['fonts-noto-cjk'])];
  if (missing.length > 0)
    installDebianPackages(missing, 'Chromium (or CHROMIUM_PATH=/path/to/it) and a font for Chinese');
  const browser = findBrowser();
  if (!browser)
    throw new Refusal('The package chromium of this system brings no program: install Chromium and set CHROMIUM_PATH.');
  return browser;
}

/** @param {string} need in words, for a machine where we may not install */
export function installDebianPackages(packages, need) {
  const aptGet = findOnPath('apt-get');
  if (!aptGet || process.getuid() !== 0) {
    throw new Refusal(
      `The tests need ${need}. On Debian or Ubuntu: sudo apt-get install ${packages.join(' ')}. Elsewhere: install the same by your system's means.`,
    );
  }

  console.error(`Installing ${packages.join(', ')} by apt-get …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync(aptGet, ['update', '-qq'], { stdio: 'pipe', env });
    execFileSync(aptGet, ['install', '-y', '-qq', '--no-install-recommends', ...packages], { stdio: 'pipe', env });
  } catch (error) {
    throw new Refusal(
      `${error.stderr}\napt-get could not install ${packages.join(', ')}: install them yourself, then start again.`,
    );
  }
}

function findBrowser() {
  return BROWSERS.map(findOnPath).find((file) => file !== undefined);
}

function hasChineseFont() {
  return FONT_FOLDERS.filter((folder) => existsSync(folder)).some((folder) =>
    readdirSync(folder, { recursive: true }).some((file) => CHINESE_FONT.test(file) && /\.(ttc|ttf|otf)$/i.test(file)),
  );
}

function findOnPath(name) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isProgram);
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false; // missing or not ours to run: either way not a program for us
  }
}
