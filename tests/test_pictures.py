"""The pictures that the lessons open with: each can be taken anew, and each has its file."""

from tools.take_pictures import PICTURES, SCENES


def test_every_picture_has_a_scene_and_every_scene_a_picture():
    taken = {
        f"{name}{suffix}.png" for name, (*_, themes) in SCENES.items() for suffix in themes.values()
    }
    assert {path.name for path in PICTURES.glob("*.png")} == taken
