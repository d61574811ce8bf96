// When and where each photo of a network was taken, as far as it says. Parameters: $network.
// Seconds since 1970 by the camera's clock, as `takenAt` has it: an offset is in few photos.
MATCH (photo:Photo)
WHERE
  photo.root IS NOT NULL
  AND any(
    key IN keys(photo)
    WHERE (key = 'network' OR key STARTS WITH 'network_') AND photo[key] = $network
  )
RETURN
  photo.root AS root,
  photo.path AS path,
  duration.inSeconds(localdatetime({year: 1970}), localdatetime(photo.takenAt)).seconds AS seconds,
  photo.location.latitude AS latitude,
  photo.location.longitude AS longitude
