// Runs a program to its end: signals go on to it, its exit code comes back. Node 18 syntax.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const PARENT = process.ppid;

/** A reason to stop that the person at the keyboard can act on: shown as its sentence, without a stack. */
export class Refusal extends Error {}

/**
 * Runs a program with our terminal and waits for it. The first signal to us is passed on, and only the first: a terminal has
 * already sent its Ctrl-C to the whole group, and a second one may mean "at once" to the program.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { quiet?: boolean }} [options] `quiet` keeps what it prints for the caller
 * @returns {Promise<{ code: number, output: string }>} 128 + the signal's number when a signal ended it, as shells do
 */
export function runToEnd(program, args, { quiet = false, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit', ...options });
    const output = [];
    child.stdout?.on('data', (chunk) => output.push(chunk));
    child.stderr?.on('data', (chunk) => output.push(chunk));

    const stopListening = onFirstSignal((signal) => child.kill(signal));
    child.on('error', (error) => {
      stopListening();
      reject(error);
    });
    child.on('close', (code, signal) => {
      stopListening();
      resolve({ code: code ?? 128 + constants.signals[signal], output: Buffer.concat(output).toString() });
    });
  });
}

/**
 * npm hands SIGTERM to the shell between itself and us, and many shells die of it without a word to us; then our parent changes.
 *
 * @param {(signal: NodeJS.Signals) => void} act called at most once
 * @returns {() => void} stops listening
 */
export function onFirstSignal(act) {
  let isPassedOn = false;
  const actOnce = (signal) => {
    if (!isPassedOn) act(signal);
    isPassedOn = true;
  };
  const watch = process.env.npm_lifecycle_event
    ? setInterval(() => process.ppid !== PARENT && actOnce('SIGTERM'), 250).unref()
    : undefined;
  for (const signal of PASSED_ON) process.on(signal, actOnce);

  return () => {
    clearInterval(watch);
    for (const signal of PASSED_ON) process.off(signal, actOnce);
  };
}
