// Makes the embedded database survive a power cut and stop on a failing disk: PGlite on its own never calls fsync.
//
// Three things are missing in PGlite 0.5 and added here:
// 1. It starts with fsync off (`-F`), and `fdatasync` does nothing in its C library: we start without `-F` and with
//    `wal_sync_method=fsync`.
// 2. Its file system has no `fsync` operation, so the call succeeds without doing anything: we add one.
// 3. PostgreSQL trusts that syncing a new file also keeps its name. POSIX does not promise it, so before any file is synced
//    every directory whose names have changed is synced too. Hence what was created, renamed or removed before a commit is
//    as safe as the commit.
// The operations are replaced while the module starts, before recovery: its final checkpoint must be real as well.
import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** Told once, in one sentence for the person at the terminal, that the disk has failed; normally never returns. */
export type OnFatal = (sentence: string) => void;

// PGlite runs no checkpointer; embedded.ts checkpoints by volume, and max_wal_size bounds what is kept afterwards. Its 128 MB of
// buffers would all be resident, beside the same pages in the system's cache: with 48 MB a process takes 80 MB less, and a life
// of a case as much processor time as before.
export const DURABLE_START_PARAMS = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  '-c',
  'wal_sync_method=fsync',
  '-c',
  'max_wal_size=128MB',
  '-c',
  'shared_buffers=48MB',
];

const DISK_FAILURES = new Set(['EIO', 'ENOSPC', 'EDQUOT', 'EROFS', 'ENODEV', 'ENXIO', 'ESTALE']);

/** The part of Emscripten's NODEFS that is repaired (its source: library_nodefs.js). */
interface NodeFiles {
  realPath(node: FileNode): string;
  tryFSOperation<T>(operation: () => T): T;
  node_ops: Record<
    'mknod' | 'symlink' | 'unlink' | 'rmdir',
    (parent: FileNode, name: string, ...rest: never[]) => unknown
  > & {
    rename(node: FileNode, newParent: FileNode, newName: string): void;
  };
  stream_ops: {
    write(stream: FileStream, buffer: Uint8Array, offset: number, length: number, position: number): number;
    fsync?(stream: FileStream): number;
  };
}
interface FileNode {
  parent: FileNode;
}
interface FileStream {
  nfd: number;
  path: string;
}
type InitOptions = Parameters<NodeFS['init']>[1];

export class DurableFiles extends NodeFS {
  /** How often the write-ahead log has been synced; a commit that does not raise it is not durable. */
  walSyncs = 0;
  readonly #directory: string;
  readonly #onFatal: OnFatal;
  #hasFailed = false;
  #isClosing = false;

  constructor(directory: string, onFatal: OnFatal) {
    super(directory);
    this.#directory = directory;
    this.#onFatal = onFatal;
  }

  override async init(pglite: PGlite, options: InitOptions): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pglite, options);
    const preRun = [emscriptenOpts.preRun ?? []].flat();
    preRun.push((module) => this.#repair((module as { NODEFS: NodeFiles }).NODEFS));
    const onAbort = (): void => {
      if (!this.#isClosing) this.#fail(`The embedded database in ${this.#directory} stopped working`);
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun, onAbort } };
  }

  override closeFs(): Promise<void> {
    this.#isClosing = true;
    return super.closeFs();
  }

  #repair(files: NodeFiles): void {
    this.#stopOnDiskFailure(files);
    finishShortWrites(files);

    const changedDirectories = new Set<string>();
    rememberChangedDirectories(files, changedDirectories);
    files.stream_ops.fsync = (stream) => {
      files.tryFSOperation(() => {
        syncDirectories(changedDirectories);
        fsyncSync(stream.nfd);
      });
      if (stream.path.includes('/pg_wal/')) this.walSyncs += 1;
      return 0;
    };
  }

  // PostgreSQL would answer a full disk with an error to one query and go on, and a failed fsync must never be tried again
  // (the kernel has dropped the pages), so both end the process at once, before anything is acknowledged.
  #stopOnDiskFailure(files: NodeFiles): void {
    const tryOperation = files.tryFSOperation;
    files.tryFSOperation = (operation) =>
      tryOperation(() => {
        try {
          return operation();
        } catch (error) {
          const { code = '', syscall } = error as NodeJS.ErrnoException;
          if (code === 'ENOSPC' || code === 'EDQUOT') this.#fail(`The disk that holds ${this.#directory} is full`);
          else if (DISK_FAILURES.has(code) || syscall === 'fsync') {
            this.#fail(`The disk that holds ${this.#directory} failed (${code} during ${syscall})`);
          }
          throw error;
        }
      });
  }

  #fail(reason: string): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#onFatal(`${reason}; the process stops here, and everything acknowledged so far is kept.`);
  }
}

/** Syncs every file and directory below and including `directory`: for files that PGlite has not written through a commit. */
export function syncTree(directory: string): void {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else if (entry.isFile()) syncPath(path);
  }
  syncPath(directory);
}

export function syncPath(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

// The kernel may write less than asked when the disk fills up; the next attempt then says why.
function finishShortWrites(files: NodeFiles): void {
  const write = files.stream_ops.write;
  files.stream_ops.write = (stream, buffer, offset, length, position) => {
    let written = write(stream, buffer, offset, length, position);
    while (written < length) {
      const more = write(stream, buffer, offset + written, length - written, position + written);
      if (more === 0) break;
      written += more;
    }
    return written;
  };
}

function rememberChangedDirectories(files: NodeFiles, changed: Set<string>): void {
  const operations = files.node_ops;
  for (const name of ['mknod', 'symlink', 'unlink', 'rmdir'] as const) {
    const change = operations[name];
    operations[name] = (parent, childName, ...rest) => {
      const result = change(parent, childName, ...rest);
      const directory = files.realPath(parent);
      changed.add(directory);
      if (name === 'rmdir') changed.delete(join(directory, childName));
      return result;
    };
  }

  const rename = operations.rename;
  operations.rename = (node, newParent, newName) => {
    const oldDirectory = files.realPath(node.parent);
    const oldPath = files.realPath(node);
    if (changed.has(oldPath)) files.tryFSOperation(() => syncDirectories(changed)); // its path is about to become wrong
    rename(node, newParent, newName);
    changed.add(oldDirectory).add(files.realPath(newParent));
  };
}

function syncDirectories(changed: Set<string>): void {
  for (const directory of changed) syncPath(directory);
  changed.clear();
}
