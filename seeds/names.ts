// Names that could be anybody's and are nobody's: surnames by national frequency, given names by the decade of birth.

import { makeRandom } from './random.ts';

export type Sex = 'female' | 'male';

export type NameGenerator = {
  /** A name for someone born in that year. */
  next(birthYear: number, sex: Sex): string;
};

/** Names of the articles the demo takes its sizes from: real people, who must not turn up in invented stories. */
// prettier-ignore
export const PEOPLE_OF_THE_ARTICLES = [
  '贾培杰', '陈红', '许平', '艾浩然', '龙娜', '谢恭敬', '李文锁', '钟桂珍', '殷海明', '何汉英', '邱荣荧', '景静', '王栋彬',
  '朱会军', '徐贝贝',
];

// prettier-ignore
const PUBLIC_FIGURES = [
  '王伟', '王刚', '王菲', '王健林', '李宁', '李娜', '李静', '李强', '李敏', '李丽', '张杰', '张静', '张艺谋', '张伟丽', '刘翔',
  '刘洋', '刘欢', '刘德华', '陈明', '陈伟', '陈道明', '杨洋', '杨倩', '杨丽萍', '黄磊', '赵薇', '吴刚', '吴敏霞', '周涛', '周杰伦',
  '徐静蕾', '孙杨', '孙丽', '马云', '马龙', '马化腾', '朱婷', '胡军', '郭富城', '何洁', '林丹', '高敏', '罗翔', '郑洁', '谢军',
  '邓丽君', '袁隆平', '钟南山', '郎平', '雷军', '任正非', '董明珠', '姚明', '莫言', '成龙',
];

/** Per 1,000 people, rounded. */
// prettier-ignore
const SURNAMES: [string, number][] = [
  ['王', 73], ['李', 72], ['张', 68], ['刘', 54], ['陈', 45], ['杨', 31], ['赵', 23], ['黄', 22], ['周', 21], ['吴', 20],
  ['徐', 17], ['孙', 15], ['胡', 13], ['朱', 13], ['马', 13], ['郭', 12], ['何', 12], ['林', 12], ['高', 10], ['罗', 10],
  ['郑', 9], ['梁', 9], ['谢', 8], ['宋', 8], ['唐', 7], ['许', 7], ['韩', 7], ['邓', 6], ['冯', 6], ['曹', 6], ['彭', 6],
  ['曾', 6], ['肖', 6], ['田', 5], ['董', 5], ['潘', 5], ['袁', 5], ['蔡', 5], ['蒋', 5], ['余', 5], ['于', 5], ['杜', 5],
  ['叶', 5], ['程', 5], ['魏', 5], ['苏', 5], ['吕', 4], ['丁', 4], ['任', 4], ['卢', 4], ['姚', 4], ['沈', 4], ['钟', 4],
  ['姜', 4], ['崔', 4], ['谭', 4], ['陆', 4], ['范', 4], ['汪', 4], ['廖', 3], ['石', 3], ['金', 3], ['韦', 3], ['贾', 3],
  ['夏', 3], ['付', 3], ['方', 3], ['邹', 3], ['熊', 3], ['白', 3], ['孟', 3], ['秦', 3], ['邱', 3], ['侯', 3], ['江', 3],
];

const DOUBLE_SURNAMES = ['欧阳', '上官', '司徒', '诸葛', '皇甫', '令狐', '尉迟', '慕容', '司马', '夏侯'];

/** First year of a decade → given names. */
const GIVEN_NAMES: Record<Sex, Record<number, string[]>> = {
  female: {
    1930: ['秀英', '桂英', '素珍', '玉兰', '凤英', '淑贞', '金娣', '月娥', '翠花', '素芳'],
    1940: ['桂兰', '秀珍', '玉珍', '淑华', '惠芳', '桂芳', '素云', '凤珍', '秀兰', '菊仙'],
    1950: ['秀梅', '建英', '桂香', '丽华', '美华', '玉英', '爱华', '凤琴', '爱珍', '亚男'],
    1960: ['玉梅', '丽萍', '建萍', '小红', '春梅', '红梅', '爱萍', '小玲', '卫红', '惠琴'],
    1970: ['海燕', '红霞', '晓燕', '丽娟', '春燕', '艳红', '雪梅', '永红', '小芳', '冬梅'],
    1980: ['敏', '静', '燕', '婷婷', '丽娜', '晓静', '莉', '娟', '雯', '倩'],
    1990: ['婷', '雪', '梦婷', '思雨', '佳怡', '晓琳', '诗琪', '慧敏', '雅琴', '嘉敏'],
    2000: ['子涵', '雨桐', '欣怡', '梓萱', '诗涵', '可欣', '佳琪', '雨欣', '思彤', '语嫣'],
    2010: ['一诺', '依诺', '梓涵', '沐宸', '若汐', '语桐', '芷若', '苡沫', '可馨', '梓玥'],
  },
  male: {
    1930: ['德福', '富贵', '长根', '阿毛', '金生', '永福', '宝山', '水根', '全福', '文彬'],
    1940: ['国庆', '德福', '福生', '解放', '金根', '炳坤', '德明', '国栋', '宝根', '志远'],
    1950: ['建国', '援朝', '国强', '卫国', '跃进', '和平', '建平', '国平', '长春', '保国'],
    1960: ['建华', '志强', '卫东', '红兵', '永强', '志刚', '学军', '建新', '志勇', '爱民'],
    1970: ['勇', '海涛', '晓东', '文军', '永刚', '立新', '春生', '建军', '向东', '海波'],
    1980: ['磊', '伟', '超', '鹏', '晓峰', '俊', '斌', '波', '晓明', '凯'],
    1990: ['浩', '俊杰', '宇航', '文博', '志豪', '家伟', '鑫', '泽宇', '子豪', '嘉豪'],
    2000: ['子轩', '浩宇', '宇轩', '博文', '天佑', '子墨', '俊熙', '梓豪', '明轩', '睿'],
    2010: ['沐辰', '奕辰', '宇泽', '浩然', '一鸣', '梓睿', '亦辰', '皓轩', '铭泽', '景行'],
  },
};

const OTHER_PEOPLES: Record<Sex, string[]> = {
  female: ['阿依古丽·买买提', '古丽米热·艾山', '帕丽达·吐尔逊', '卓玛·央金', '其其格·苏和', '迪丽努尔·阿不都'],
  male: ['艾力·吐尔逊', '买买提·依明', '吐尔洪·卡德尔', '巴特尔·孟和', '多吉·次仁', '赛力克·哈比'],
};

/** Characters that old systems lose; three of them need four bytes. */
const RARE_CHARACTERS: Record<Sex, string[]> = { female: ['㛃', '𬎆', '㬎'], male: ['𠮷', '䶮', '𬭎'] };

/** @param alsoRefused names already given to the cast */
export function makeNameGenerator(seed: string, alsoRefused: readonly string[] = []): NameGenerator {
  const random = makeRandom(`names ${seed}`);
  const refused = new Set([...PEOPLE_OF_THE_ARTICLES, ...PUBLIC_FIGURES, ...alsoRefused]);
  const total = SURNAMES.reduce((sum, [, weight]) => sum + weight, 0);

  const pickSurname = () => {
    if (random.share() < 0.02) return random.pick(DOUBLE_SURNAMES);
    let at = random.share() * total;
    return SURNAMES.find(([, weight]) => (at -= weight) < 0)![0];
  };
  const propose = (birthYear: number, sex: Sex) => {
    const chance = random.share();
    if (chance < 0.01) return random.pick(OTHER_PEOPLES[sex]);
    const decade = Math.min(2010, Math.max(1930, Math.floor(birthYear / 10) * 10));
    const surname = pickSurname();
    if (chance < 0.016) return surname + random.pick(RARE_CHARACTERS[sex]);
    return surname + random.pick(GIVEN_NAMES[sex][decade]!);
  };

  return {
    next(birthYear, sex) {
      let name = propose(birthYear, sex);
      while (refused.has(name)) name = propose(birthYear, sex);
      return name;
    },
  };
}
