import { describe, expect, test } from 'vitest';
import { isMobilePhone } from '#shared/identifiers.ts';
import { castOf } from './cast.ts';
import { makeNameGenerator, PEOPLE_OF_THE_ARTICLES } from './names.ts';
import { demoDistricts } from './town.ts';

const { yunting, chengan } = demoDistricts();
const people = castOf(yunting);
const everyone = [...people, ...castOf(chengan)];

describe('the cast', () => {
  test('has fourteen people, of whom the water crew and Aunt Yuan have no account', () => {
    const cast = people.filter(({ isOfTheCast }) => isOfTheCast);
    expect(cast).toHaveLength(14);
    expect(cast.filter(({ signInName }) => !signInName).map(({ calledAs }) => calledAs)).toEqual(['贺师傅', '袁阿姨']);
    expect(personCalled('贺师傅').phone).toBe(
      yunting.organisations.find(({ name }) => name === '水务公司抢修二班')!.dutyPhone,
    );
  });

  test('has 周敏 in the third grid with 何志强 of the fourth as her deputy', () => {
    const third = yunting.grids.find(({ name }) => name === '旧港第 3 网格')!.id;
    const fourth = yunting.grids.find(({ name }) => name === '旧港第 4 网格')!.id;
    expect(personCalled('小周').posts).toEqual([{ role: 'gridWorker', gridId: third }]);
    expect(personCalled('何志强').posts).toEqual([
      { role: 'gridWorker', gridId: fourth },
      { role: 'gridWorker', gridId: third, deputyFor: personCalled('小周').id },
    ]);
  });

  test('has exactly one grid worker for every general grid, deputies aside, and one who goes round in the market', () => {
    const workers = everyone
      .flatMap(({ posts }) => posts)
      .filter(({ role, deputyFor }) => role === 'gridWorker' && !deputyFor);
    const general = [...yunting.grids, ...chengan.grids].filter(({ kind }) => kind === 'general').map(({ id }) => id);
    const market = yunting.grids.find(({ name }) => name === '芷汀大市场家电城')!.id;
    expect(workers.map(({ gridId }) => gridId).toSorted()).toEqual([...general, market].toSorted());
  });

  test('has 140 members in the 68 micro-grids of 榕汀, each with at least one, and 40 neighbours in eight teams of 船坞新村', () => {
    const micros = yunting.grids.filter(({ kind, name }) => kind === 'micro' && name.startsWith('榕汀'));
    const held = people.filter(({ posts }) => posts.some(({ gridId }) => micros.some(({ id }) => id === gridId)));
    expect(held).toHaveLength(140);
    const seats = new Set(held.flatMap(({ posts }) => posts.map(({ gridId }) => gridId)));
    expect(seats.size).toBe(68);
    const teams = yunting.organisations.filter(({ name }) => name.startsWith('船坞邻里帮帮团'));
    expect(teams).toHaveLength(8);
    const inTeams = people.filter(({ posts }) =>
      posts.some(({ organisationId }) => teams.some(({ id }) => id === organisationId)),
    );
    expect(inTeams).toHaveLength(40);
    expect(
      teams.filter(({ id }) => !inTeams.some(({ posts }) => posts.some((post) => post.organisationId === id))),
    ).toEqual([]);
  });

  test('has an officer in every community and a lead in every dedicated grid', () => {
    const posts = everyone.flatMap((person) => person.posts);
    const areas = [...yunting.areas, ...chengan.areas].filter(({ level }) => level === 'community');
    expect(
      areas.filter(({ id }) => !posts.some(({ role, areaId }) => role === 'communityOfficer' && areaId === id)),
    ).toEqual([]);
    const parents = new Set(yunting.grids.map(({ parentGridId }) => parentGridId));
    const dedicated = yunting.grids.filter(({ id, kind }) => kind === 'dedicated' && !parents.has(id));
    expect(dedicated).toHaveLength(47);
    expect(
      dedicated.filter(({ id }) => !posts.some(({ role, gridId }) => role === 'gridLead' && gridId === id)),
    ).toEqual([]);
  });

  test('has the hands that the stories need', () => {
    const roles = new Set(people.flatMap(({ posts }) => posts.map(({ role }) => role)));
    expect([...roles]).toEqual(
      expect.arrayContaining([
        'orgReceiver',
        'orgHandler',
        'streetDispatcher',
        'districtDispatcher',
        'dutyChief',
        'approver',
        'districtAdmin',
        'auditor',
        'mobileReporter',
        'partner',
      ]),
    );
  });

  test('has its own phones, names to sign in with, and ids', () => {
    const phones = everyone.map(({ phone }) => phone);
    const signIns = everyone.flatMap(({ signInName }) => signInName ?? []);
    expect(new Set(phones).size).toBe(phones.length);
    expect(phones.filter((phone) => !isMobilePhone(phone, { demo: true }) || isMobilePhone(phone))).toEqual([]);
    expect(new Set(signIns).size).toBe(signIns.length);
    expect(signIns.filter((name) => !/^[a-z][a-z0-9]+$/.test(name))).toEqual([]);
    expect(new Set(everyone.map(({ id }) => id)).size).toBe(everyone.length);
  });

  test('has nobody from the articles, and is always the same', () => {
    expect(everyone.filter(({ name }) => PEOPLE_OF_THE_ARTICLES.includes(name))).toEqual([]);
    expect(castOf(demoDistricts().yunting)).toEqual(people);
  });
});

describe('generated names', () => {
  const generator = makeNameGenerator('test', ['周敏']);
  const names = Array.from({ length: 40_000 }, (_, at) =>
    generator.next(1930 + (at % 90), at % 2 === 0 ? 'female' : 'male'),
  );

  test('never are those of the articles, of well-known people or of the cast', () => {
    expect(
      names.filter((name) => [...PEOPLE_OF_THE_ARTICLES, '周敏', '李娜', '马云', '袁隆平'].includes(name)),
    ).toEqual([]);
  });

  test('have about two in a hundred with a surname of two characters, and some of other peoples', () => {
    const doubles = names.filter((name) => /^(欧阳|上官|司徒|诸葛|皇甫|令狐|尉迟|慕容|司马|夏侯)/.test(name));
    expect(doubles.length / names.length).toBeCloseTo(0.02, 2);
    expect(names.filter((name) => name.includes('·')).length / names.length).toBeCloseTo(0.01, 2);
  });

  test('contain characters that need four bytes', () => {
    expect(names.some((name) => name.endsWith('𠮷'))).toBe(true);
    expect(names.some((name) => name.endsWith('㛃'))).toBe(true);
  });

  test('follow the decade of birth', () => {
    const given = (birthYear: number) => {
      const decade = makeNameGenerator(`decade ${birthYear}`);
      return Array.from({ length: 300 }, () => decade.next(birthYear, 'female').slice(-2));
    };
    expect(given(1944)).toContain('桂兰');
    expect(given(1944)).not.toContain('雨桐');
    expect(given(2004)).toContain('雨桐');
    expect(given(2004)).not.toContain('桂兰');
  });

  test('come in the same order from the same seed', () => {
    const draw = (seed: string) => {
      const drawn = makeNameGenerator(seed);
      return Array.from({ length: 20 }, () => drawn.next(1985, 'male'));
    };
    expect(draw('one')).toEqual(draw('one'));
    expect(draw('one')).not.toEqual(draw('other'));
  });
});

function personCalled(calledAs: string) {
  return people.find((person) => person.calledAs === calledAs)!;
}
