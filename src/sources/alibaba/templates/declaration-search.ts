import { ROS_INSTANCE, ROS_VERSION, TERRAFORM_INSTANCE } from './instance-declaration.ts';

const ROS_NAME = /\.(?:ya?ml|json)$/i;
const TERRAFORM_NAME = /\.tf$/i;

export function isTerraformName(name: string): boolean {
  return TERRAFORM_NAME.test(name);
}

/** Whether a file of this name may declare an instance of Alibaba Cloud. */
export function mayDeclare(name: string): boolean {
  return TERRAFORM_NAME.test(name) || ROS_NAME.test(name);
}

/** Whether the bytes of such a file hold the words of a declaration; what they mean is not looked at. */
export function mentionsInstance(name: string, bytes: Buffer): boolean {
  if (TERRAFORM_NAME.test(name)) return bytes.includes(TERRAFORM_INSTANCE);
  return ROS_NAME.test(name) && bytes.includes(ROS_INSTANCE) && bytes.includes(ROS_VERSION);
}
