import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';

import { desktopChannels, type CoreState, type KaodianDesktop } from '#shared/contract/desktop.ts';

/** Passes calls on by name; nothing of Electron reaches the page. The shell validates everything again. */
const desktop: KaodianDesktop = {
  print: (options) => ipcRenderer.invoke(desktopChannels.print, options),
  pickFolder: () => ipcRenderer.invoke(desktopChannels.pickFolder),
  saveFile: (file) => ipcRenderer.invoke(desktopChannels.saveFile, file),
  ejectDrive: (folder) => ipcRenderer.invoke(desktopChannels.ejectDrive, folder),
  windowState: (change) => ipcRenderer.invoke(desktopChannels.windowState, change),
  coreState: () => ipcRenderer.invoke(desktopChannels.coreState),
  onCoreState(listener) {
    const hear = (_event: IpcRendererEvent, state: CoreState): void => listener(state);
    ipcRenderer.on(desktopChannels.coreStateChanged, hear);
    return () => void ipcRenderer.removeListener(desktopChannels.coreStateChanged, hear);
  },
  retryCore: () => ipcRenderer.invoke(desktopChannels.retryCore),
};

contextBridge.exposeInMainWorld('kaodianDesktop', desktop);
