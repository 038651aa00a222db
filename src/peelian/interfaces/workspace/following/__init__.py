"""Following an item from the day it is issued to the day it is closed, and items of many forces together."""
