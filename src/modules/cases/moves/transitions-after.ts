/** The rows of the transition table for what comes after a closing: taken up again, re-checked, rated, the rating answered. */
import type { Transition } from './transitions.ts';

export const AFTER_TRANSITIONS = {
  reopen: {
    title: { zh: '重新办理', en: 'Reopen' },
    from: ['closed', 'evaluated'],
    to: 'byRule',
    needs: ['reporter', 'case.recheck'],
    guards: ['kindReopens', 'withinReopenPeriod', 'recheckerIsNoHandler'],
    asks: [],
  },
  recheck: {
    title: { zh: '抽查', en: 'Re-check' },
    from: ['closed', 'evaluated'],
    to: 'byRule',
    needs: ['case.recheck', 'drawnPerson'],
    guards: ['drawnForSample', 'recheckerIsNoHandler', 'recheckedByTheDrawn'],
    asks: ['outcome'],
  },
  evaluate: {
    title: { zh: '评价', en: 'Evaluate' },
    from: ['closed'],
    to: 'evaluated',
    needs: ['reporter'],
    guards: ['kindIsEvaluated'],
    asks: ['isSolved'],
  },
  answerRating: {
    title: { zh: '回应评价', en: 'Answer the rating' },
    from: ['evaluated'],
    to: 'same',
    needs: ['workOrder.feedback', 'case.close'],
    guards: ['ratingUnanswered'],
    asks: ['words'],
  },
} as const satisfies Record<string, Transition>;
