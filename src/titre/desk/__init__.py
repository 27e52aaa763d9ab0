"""The desk: the folder an analyst works in, and the front door for Python users."""

from titre.desk.desk import Desk as Desk
from titre.desk.settings import Settings as Settings
