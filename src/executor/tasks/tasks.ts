/** Which code serves which task: a new task is one file and one row. Nothing else may choose by task. */
import type { CatalogModel } from '../../domain/model';
import { bodyPose } from './body-pose';
import { bodyPose3d } from './body-pose-3d';
import { faceAttributes } from './face-attributes';
import { faceDetection } from './face-detection';
import { faceEmotion } from './face-emotion';
import { faceLandmarks } from './face-landmarks';
import { handDetection } from './hand-detection';
import { handLandmarks } from './hand-landmarks';
import { handTracking } from './hand-tracking';
import { irisLandmarks } from './iris-landmarks';
import { noteTranscription } from './note-transcription';
import { objectDetection } from './object-detection';
import { personSegmentation } from './person-segmentation';
import { semanticSegmentation } from './semantic-segmentation';
import { superResolution } from './super-resolution';
import type { Task } from './task';

export const TASKS: Readonly<Record<CatalogModel['task'], Task>> = {
  'face-detection': faceDetection,
  'face-landmarks': faceLandmarks,
  'face-emotion': faceEmotion,
  'face-attributes': faceAttributes,
  'iris-landmarks': irisLandmarks,
  'body-pose': bodyPose,
  'body-pose-3d': bodyPose3d,
  'hand-detection': handDetection,
  'hand-landmarks': handLandmarks,
  'hand-tracking': handTracking,
  'object-detection': objectDetection,
  'person-segmentation': personSegmentation,
  'semantic-segmentation': semanticSegmentation,
  'super-resolution': superResolution,
  'note-transcription': noteTranscription,
};
