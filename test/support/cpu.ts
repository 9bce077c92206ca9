import { cpuUsage } from 'node:process'

/** Milliseconds of processor time since `since`: what work costs, however busy the machine is. */
export const cpuStart = () => cpuUsage()
export const cpuMs = (since: NodeJS.CpuUsage): number => { const { user, system } = cpuUsage(since); return (user + system) / 1000 }
