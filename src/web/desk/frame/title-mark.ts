// What stands before every title of this window while something urgent has come in: `(1) 紧急`.

import { shallowRef } from 'vue';

export const titleMark = shallowRef('');
