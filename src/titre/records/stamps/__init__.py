"""By which time did an entry exist, said by somebody other than the desk?"""
