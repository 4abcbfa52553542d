import type { yamlRules as english } from '../en/yaml-rules.ts';

/** What rules of rule files say. */
export const yamlRules = {
  'yaml.pass': '满足其条件',
  'yaml.condition': '不满足其条件',
  'yaml.remedy': '使 {rule} 的条件得到满足',
  'yaml.not': '不应满足的条件得到了满足',
  'yaml.count': '{list}：符合条件的元素数量与要求不符 ({wanted})',
  'yaml.each': '{list}：{actual} 中并非每个元素都符合',
  'yaml.missing': '未设置 {what} ({wanted})',
  'yaml.other': '{what} 为 {actual} ({wanted})',
} as const satisfies Record<keyof typeof english, string>;
