import type { Path, Range } from '../../../util/location.ts';

/** An instance that a file declares. */
export interface InstanceDeclaration {
  /** What the file calls it. */
  readonly name: string;
  /** As messages write it: `alicloud_cr_ee_instance.main`, `Resources.Registry`. */
  readonly id: string;
  readonly path: Path;
  /** Of the words that declare it. */
  readonly range: Range;
}

/** The type of an instance in ROS templates, and in files of Terraform. */
export const ROS_INSTANCE = 'ALIYUN::CR::Instance';
export const TERRAFORM_INSTANCE = 'alicloud_cr_ee_instance';
/** The member that every ROS template has. */
export const ROS_VERSION = 'ROSTemplateFormatVersion';
