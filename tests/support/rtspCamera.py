"""A real RTSP server for tests of the recorder: GStreamer's, with made-up pictures.

One line of JSON on standard input says what it serves:
    {"port": 0, "streams": {"/main": {"width": 320, "height": 240, "rate": 10, "keyFrames": 20, "codec": "h264",
     "pattern": "pinwheel"}}, "user": null, "password": null}
It prints its port. Later lines are orders: {"stall": "/main"} takes pictures away while the connection lives,
{"size": ["/main", 480, 360]} changes the picture, {"pattern": ["/main", "black"]} shows another one. The end of its input ends it.
"""
import json
import sys
import threading

import gi

gi.require_version('Gst', '1.0')
gi.require_version('GstRtspServer', '1.0')
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

Gst.init(None)
PAYLOADS = {
    'h264': 'x264enc tune=zerolatency sliced-threads=false threads=1 speed-preset=ultrafast key-int-max={keyFrames} bitrate={bitrate} ! h264parse ! '
            'rtph264pay name=pay0 pt=96 config-interval=-1',
    'h265': 'x265enc tune=zerolatency speed-preset=ultrafast key-int-max={keyFrames} bitrate={bitrate} ! h265parse ! '
            'rtph265pay name=pay0 pt=96 config-interval=-1',
}
medias = {}


def launch(stream):
    stream = {'width': 320, 'height': 240, 'rate': 10, 'keyFrames': 20, 'codec': 'h264', 'pattern': 'pinwheel',
              'bitrate': 300, **stream}
    return ('( videotestsrc name=source is-live=true pattern={pattern} ! valve name=valve ! videoscale ! '
            'capsfilter name=caps caps=video/x-raw,format=I420,width={width},height={height},framerate={rate}/1 ! '
            + PAYLOADS[stream['codec']] + ' )').format(**stream)


def order(line):
    told = json.loads(line)
    if 'stall' in told:
        medias[told['stall']].get_element().get_by_name('valve').set_property('drop', True)
    if 'size' in told:
        path, width, height = told['size']
        caps = 'video/x-raw,format=I420,width=%d,height=%d,framerate=10/1' % (width, height)
        medias[path].get_element().get_by_name('caps').set_property('caps', Gst.Caps.from_string(caps))
    if 'pattern' in told:
        path, pattern = told['pattern']
        medias[path].get_element().get_by_name('source').set_property('pattern', pattern)
    print('done', flush=True)


def main():
    told = json.loads(sys.stdin.readline())
    server = GstRtspServer.RTSPServer.new()
    server.set_address('127.0.0.1')
    server.set_service(str(told.get('port', 0)))
    if told.get('user'):
        auth = GstRtspServer.RTSPAuth.new()
        token = GstRtspServer.RTSPToken.new()
        token.set_string('media.factory.role', 'watcher')
        auth.add_basic(GstRtspServer.RTSPAuth.make_basic(told['user'], told['password']), token)
        server.set_auth(auth)
    for path, stream in told['streams'].items():
        factory = GstRtspServer.RTSPMediaFactory.new()
        factory.set_shared(True)
        factory.set_launch(launch(stream))
        if told.get('user'):
            role = Gst.Structure.new_from_string('watcher, media.factory.access=(boolean)true, '
                                                 'media.factory.construct=(boolean)true')
            factory.add_role_from_structure(role)
        factory.connect('media-configure', lambda _, media, path=path: medias.__setitem__(path, media))
        server.get_mount_points().add_factory(path, factory)
    server.attach(None)
    print(server.get_bound_port(), flush=True)
    loop = GLib.MainLoop()

    def listen():
        for line in sys.stdin:
            GLib.idle_add(order, line)
        GLib.idle_add(loop.quit)

    threading.Thread(target=listen, daemon=True).start()
    loop.run()


main()
