// Where this app is: the district of its address, and the way to the API.

import { apiOf } from '#web/parts/api.ts';

export const district = location.pathname.split('/')[1] ?? '';
export const api = apiOf(district);
