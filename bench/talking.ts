// Starts a program of the bench that is asked questions by messages, and ends it.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface Talking<Question, Told> {
  ask(question: Question): Promise<Told>;
  end(): Promise<void>;
}

/** The program says one message when it is ready, answers each question with its number, and ends when asked to `end`. */
export async function openProcess<Question, Told>(
  program: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Talking<Question, Told>> {
  const child = spawn(process.execPath, [join(import.meta.dirname, program)], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const killNow = () => child.kill('SIGKILL');
  process.on('exit', killNow);
  await readiness(child);
  return {
    ask: (question) => answerOf<Question, Told>(child, question),
    async end() {
      const ended = once(child, 'exit');
      child.send({ number: 0, question: { ask: 'end' } });
      await ended;
      process.off('exit', killNow);
    },
  };
}

let asked = 0;

/** Answers carry the number of their question, because several may be under way at once. */
function answerOf<Question, Told>(child: ChildProcess, question: Question): Promise<Told> {
  asked += 1;
  const number = asked;
  return new Promise((resolve, reject) => {
    const settle = () => {
      child.off('message', hear);
      child.off('exit', leave);
    };
    const hear = (message: unknown) => {
      const { number: of, told } = message as { number: number; told: Told };
      if (of !== number) return;
      settle();
      resolve(told);
    };
    const leave = () => {
      settle();
      reject(new Error('the process ended before it answered'));
    };
    child.on('message', hear);
    child.on('exit', leave);
    child.send({ number, question: question as object });
  });
}

async function readiness(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit').then(() => {
    throw new Error('the process ended at its start');
  });
  await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => undefined); // its later end is expected
}
