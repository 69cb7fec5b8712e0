import path from 'node:path'
import { Desk } from './desk'
import { nextUnfinished } from './progress'
import { Session } from './session'

async function main(): Promise<number> {
  const desk = new Desk(path.resolve(__dirname, '../..'))
  const start = nextUnfinished(desk.course, desk.progress()) ?? desk.course.exercises[0]!
  return new Session(desk, { profile: 'quick', free: false }, start).start()
}

void main().then((code) => process.exit(code))
