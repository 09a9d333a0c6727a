import { en } from './en.ts'
import type { Words } from './message.ts'
export const zhCN: Words = en
