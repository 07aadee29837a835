// A disk whose power can be cut: it remembers what has been synced below a root, and nothing else survives.
//
// The strictest reading of POSIX: a file keeps the content of its last fsync, and a directory the names of its own last
// fsync. Only `fsyncSync` has to be watched, and `openSync` to know which path a descriptor belongs to.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';

type Inode = number;
interface Name {
  inode: Inode;
  isDirectory: boolean;
}

/** What of the un-synced writes reaches the disk: nothing, or the whole content of every second file (torn by file). */
export type Survives = 'nothing' | 'half';

export interface Disk {
  /** Writes into `target` (a new directory) what a machine finds below the root after power comes back. */
  cutPower(target: string, survives: Survives): void;
}

export function watchDisk(root: string): Disk {
  const { openSync, fsyncSync } = fs;
  const pathOf = new Map<number, string>();
  const contents = new Map<Inode, Buffer>();
  const names = new Map<Inode, Map<string, Name>>();
  const held = new Map<Inode, number>();
  // Holding every known inode open keeps the file system from giving its number to another file.
  const hold = (path: string): Inode => {
    const inode = fs.statSync(path).ino;
    if (!held.has(inode)) held.set(inode, openSync(path, 'r'));
    return inode;
  };

  fs.openSync = (path, ...rest) => {
    const descriptor = openSync(path, ...rest);
    pathOf.set(descriptor, String(path));
    return descriptor;
  };
  fs.fsyncSync = (descriptor) => {
    fsyncSync(descriptor);
    const path = pathOf.get(descriptor);
    if (path === undefined) throw new Error(`Synced an unknown descriptor ${descriptor}`);
    if (!path.startsWith(root)) return;
    const { ino: inode } = fs.fstatSync(descriptor);
    if (fs.fstatSync(descriptor).isDirectory()) names.set(hold(path), readNames(path, hold));
    else {
      contents.set(inode, readAll(descriptor));
      if (!held.has(inode)) held.set(inode, openSync(path, 'r'));
    }
  };
  syncBuiltinESMExports();

  const rebuild = (inode: Inode, target: string, survives: Survives): void => {
    fs.mkdirSync(target, { mode: 0o700 });
    for (const [name, entry] of names.get(inode) ?? []) {
      const path = join(target, name);
      if (entry.isDirectory) rebuild(entry.inode, path, survives);
      else fs.writeFileSync(path, contentAfterCut(entry.inode, survives), { mode: 0o600 });
    }
  };
  const contentAfterCut = (inode: Inode, survives: Survives): Buffer => {
    const descriptor = held.get(inode);
    if (survives === 'half' && inode % 2 === 0 && descriptor !== undefined) return readAll(descriptor);
    return contents.get(inode) ?? Buffer.alloc(0);
  };
  return { cutPower: (target, survives) => rebuild(fs.statSync(root).ino, target, survives) };
}

function readNames(directory: string, hold: (path: string) => Inode): Map<string, Name> {
  const names = new Map<string, Name>();
  for (const entry of fs.readdirSync(directory, { withFileTypes: true })) {
    if (!entry.isFile() && !entry.isDirectory()) continue;
    names.set(entry.name, { inode: hold(join(directory, entry.name)), isDirectory: entry.isDirectory() });
  }
  return names;
}

function readAll(descriptor: number): Buffer {
  const content = Buffer.alloc(fs.fstatSync(descriptor).size);
  let read = 0;
  while (read < content.length) {
    const more = fs.readSync(descriptor, content, read, content.length - read, read);
    if (more === 0) break;
    read += more;
  }
  return content;
}
