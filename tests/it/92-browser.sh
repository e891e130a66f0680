#!/bin/bash
# A short walk in Chromium: what a county officer does with an order. The long ones are `make walks` (tests/browser).
exec bash "$(dirname "$0")/../browser/run" short
