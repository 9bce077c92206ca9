import { app } from 'electron'
import { startApp } from './shell/app.ts'
import { readLaunch } from './shell/launch.ts'

const launch = readLaunch(process.argv, process.env)
if (launch.dataFolder) app.setPath('userData', launch.dataFolder)
// As root, which only happens in closed test machines, enabling it makes child processes crash in a loop.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()

if (app.requestSingleInstanceLock()) startApp()
else app.quit()
